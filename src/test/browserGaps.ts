/** What a browser has and jsdom does not: it lays nothing out, so everything counts as visible, of one size, and nothing resizes. */
class VisibleObserver implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = '';
  readonly thresholds = [];

  constructor(private readonly callback: IntersectionObserverCallback) {}

  observe(target: Element) {
    this.callback([{ target, isIntersecting: true } as IntersectionObserverEntry], this);
  }
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}

class QuietObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

Object.assign(globalThis, { IntersectionObserver: VisibleObserver, ResizeObserver: QuietObserver });
Object.assign(Element.prototype, { scrollTo: () => undefined, scrollIntoView: () => undefined });

const visibleSizePx = 120;
const visibleBox = { x: 0, y: 0, top: 0, left: 0, width: visibleSizePx, height: visibleSizePx };
Element.prototype.getBoundingClientRect = () =>
  ({ ...visibleBox, right: visibleSizePx, bottom: visibleSizePx, toJSON: () => visibleBox }) satisfies DOMRect;
Object.defineProperties(Element.prototype, {
  clientHeight: { get: () => visibleSizePx },
  clientWidth: { get: () => visibleSizePx },
});

import { useLayoutEffect, useRef, useState } from 'react';

/** The width of an element in CSS pixels, as it changes. */
export function useWidth<Target extends HTMLElement>() {
  const ref = useRef<Target>(null);
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    const target = ref.current;
    if (target === null) {
      return;
    }
    const measure = () => setWidthPx(target.clientWidth);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(target);
    return () => observer.disconnect();
  }, []);
  return { ref, widthPx };
}

import type { Span, Trace } from '../../telemetry/telemetry.ts';

/** Time that a span spends itself: its duration less the time during which any of its children runs. */
export function selfTimeMs(span: Span, children: readonly Span[]): number {
  const endMs = span.startMs + span.durationMs;
  let coveredMs = 0;
  let coveredUntilMs = span.startMs;
  for (const child of children.toSorted((first, second) => first.startMs - second.startMs)) {
    const fromMs = Math.max(coveredUntilMs, child.startMs);
    const toMs = Math.min(endMs, child.startMs + child.durationMs);
    coveredMs += Math.max(0, toMs - fromMs);
    coveredUntilMs = Math.max(coveredUntilMs, toMs);
  }
  return Math.max(0, span.durationMs - coveredMs);
}

/** Self times by service over all spans of the traces. */
export function selfTimesByService(traces: readonly Trace[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { spans } of traces) {
    const children = childrenOf(spans);
    for (const span of spans) {
      const known = times.get(span.service) ?? [];
      known.push(selfTimeMs(span, children.get(span.spanId) ?? []));
      times.set(span.service, known);
    }
  }
  return times;
}

/** The failed span that no failed span is below: where the failure came from. The earliest, when there are several. */
export function deepestFailure({ spans }: Trace): Span | null {
  const children = childrenOf(spans);
  const origins = spans.filter(
    (span) => span.failed && !(children.get(span.spanId) ?? []).some((child) => hasFailed(child, children))
  );
  return origins.toSorted((first, second) => first.startMs - second.startMs)[0] ?? null;
}

/** Services and operations from the root of the trace down to a span. */
export function pathTo(span: Span, { spans }: Trace): string {
  const byId = new Map(spans.map((each) => [each.spanId, each]));
  const path: Span[] = [];
  const seen = new Set<string>();
  for (let at: Span | undefined = span; at !== undefined && !seen.has(at.spanId);) {
    seen.add(at.spanId);
    path.unshift(at);
    at = at.parentSpanId === null ? undefined : byId.get(at.parentSpanId);
  }
  return path.map(({ service, operation }) => `${service} ${operation}`).join(' → ');
}

/** The value below which the given share of the numbers lies; NaN for none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((first, second) => first - second);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

type Children = ReadonlyMap<string, readonly Span[]>;

function childrenOf(spans: readonly Span[]): Children {
  return Map.groupBy(
    spans.filter(({ parentSpanId }) => parentSpanId !== null),
    ({ parentSpanId }) => parentSpanId ?? ''
  );
}

function hasFailed(span: Span, children: Children, depth = 0): boolean {
  const maxDepth = 100;
  const below = depth < maxDepth ? (children.get(span.spanId) ?? []) : [];
  return span.failed || below.some((child) => hasFailed(child, children, depth + 1));
}

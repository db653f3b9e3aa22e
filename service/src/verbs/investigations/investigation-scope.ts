import type { TopologyEdge } from '../../context.ts';
import type { TimeRange } from '../../telemetry/telemetry.ts';

/** What is looked at: which services, and when. */
export interface InvestigationScope {
  /** In trouble, by what is known so far. */
  affected: readonly string[];
  /** Those and their neighbours in the call graph. */
  services: readonly string[];
  /** When the trouble began. */
  startedMs: number;
  /** Everything that is looked at, with the time before the trouble. */
  window: TimeRange;
  /** The trouble itself. */
  period: TimeRange;
  /** Before the trouble, for comparison. */
  baseline: TimeRange;
}

const leadMs = 15_000;
const shortestPeriodMs = 60_000;
const shortestBaselineMs = 300_000;

/** Lays out the windows around the beginning of the trouble; they end now, or when it was over. */
export function scopeOf(
  affected: readonly string[],
  startedMs: number,
  endMs: number,
  windowMinutes: number,
  edges: readonly TopologyEdge[]
): InvestigationScope {
  const windowMs = windowMinutes * 60_000;
  const periodFromMs = Math.min(startedMs - leadMs, endMs - shortestPeriodMs);
  const toMs = Math.min(endMs, startedMs + windowMs);
  const baselineMs = Math.max(shortestBaselineMs, toMs - periodFromMs);
  return {
    affected,
    services: withNeighbours(affected, edges),
    startedMs,
    window: { fromMs: startedMs - windowMs, toMs },
    period: { fromMs: periodFromMs, toMs },
    baseline: { fromMs: periodFromMs - baselineMs, toMs: periodFromMs },
  };
}

/**
 * The part of a range that was really seen: from the first data there is, and from the oldest sample where a limit cut
 * older ones off.
 */
export function seenMs(range: TimeRange, firstDataMs: number, oldestSampleMs: number | null): number {
  return Math.max(1, range.toMs - Math.max(range.fromMs, firstDataMs, oldestSampleMs ?? range.fromMs));
}

function withNeighbours(services: readonly string[], edges: readonly TopologyEdge[]): string[] {
  const known = new Set(services);
  const neighbours = edges.flatMap(({ caller, callee }) => [
    ...(known.has(caller) ? [callee] : []),
    ...(known.has(callee) ? [caller] : []),
  ]);
  return [...new Set([...services, ...neighbours])].sort();
}

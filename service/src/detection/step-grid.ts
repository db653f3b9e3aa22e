import type { TimeRange } from '../telemetry/telemetry.ts';

/** The steps after `lastMs` up to now that can be scored, on the grid of whole steps; null when there is none yet. */
export function dueSteps(lastMs: number, nowMs: number, stepSeconds: number): TimeRange | null {
  const stepMs = stepSeconds * 1000;
  const fromMs = Math.floor(lastMs / stepMs) * stepMs + stepMs;
  const toMs = Math.floor(nowMs / stepMs) * stepMs;
  return fromMs <= toMs ? { fromMs, toMs } : null;
}

export function stepsOf(range: TimeRange, stepSeconds: number): number[] {
  const stepMs = stepSeconds * 1000;
  return Array.from(
    { length: Math.floor((range.toMs - range.fromMs) / stepMs) + 1 },
    (_, index) => range.fromMs + index * stepMs
  );
}

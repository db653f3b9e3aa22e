import type { Labels } from '@vigil/contract';

/** Instants at equal distances. */
export interface StepGrid {
  fromMs: number;
  stepMs: number;
  length: number;
}

/** One series laid on a grid: a value per step, NaN where it had none. */
export interface ReplayedSeries {
  key: string;
  service: string;
  labels: Labels;
  values: Float64Array;
}

export function gridOver(fromMs: number, toMs: number, stepMs: number): StepGrid {
  const firstMs = Math.ceil(fromMs / stepMs) * stepMs;
  return { fromMs: firstMs, stepMs, length: Math.max(0, Math.floor((toMs - firstMs) / stepMs) + 1) };
}

/** Where an instant lies on the grid; may be outside of it. */
export function indexAt({ fromMs, stepMs }: StepGrid, timestampMs: number): number {
  return Math.round((timestampMs - fromMs) / stepMs);
}

export function instantAt({ fromMs, stepMs }: StepGrid, index: number): number {
  return fromMs + index * stepMs;
}

import type { Series } from '../detector.ts';
import { median } from '../robust-statistics.ts';

/** A series at equal distances; NaN where it had no value. */
export interface RegularSeries {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly values: Float64Array;
}

/** Lays a series on a grid of at most so many points, whole steps of its own apart; several samples of one step become their median. */
export function toRegularGrid({ timestampsMs, values }: Series, maxPoints: number): RegularSeries {
  const fromMs = timestampsMs[0] ?? 0;
  const spanMs = (timestampsMs.at(-1) ?? 0) - fromMs;
  const ownStepMs = median(timestampsMs.subarray(1).map((timestampMs, index) => timestampMs - timestampsMs[index]!));
  const finestMs = Math.max(1, Math.round(ownStepMs || 1));
  const stepMs = finestMs * Math.max(1, Math.ceil(spanMs / finestMs / Math.max(1, maxPoints - 1)));
  const buckets = Array.from({ length: Math.floor(spanMs / stepMs) + 1 }, (): number[] => []);
  timestampsMs.forEach((timestampMs, index) => {
    if (Number.isFinite(values[index])) {
      buckets[Math.floor((timestampMs - fromMs) / stepMs)]!.push(values[index]!);
    }
  });
  return { fromMs, stepMs, values: Float64Array.from(buckets, (bucket) => median(bucket)) };
}

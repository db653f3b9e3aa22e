import { median, quantile } from '../robust-statistics.ts';

const WEEK_MS = 604_800_000;

/** Wanted for one side of a band at sensitivity 1. */
export const FALSE_ALARMS_PER_SIDE_AND_WEEK = 0.05;

const TAIL_SHARE = 0.02;
const MIN_TAIL_SAMPLES = 20;
const MAX_TAIL_SHARE = 0.2;
/** Exceedances closer than this many steps are one excursion. */
const CLUSTER_GAP_STEPS = 3;

/** How far one side of a series strays by itself: excursions over `threshold` come `perWeek`, their heights decay with `scale`. */
export interface TailModel {
  readonly threshold: number;
  readonly scale: number;
  readonly perWeek: number;
}

/**
 * Peaks over threshold with declustering and an exponential tail (Leadbetter 1991, "On a basis for peaks over
 * threshold modeling"; Siffer et al. 2017, SPOT). The tail scale comes from the median peak, so a fault that nobody
 * labelled is one excursion among many and does not widen the band; spiky, zero-inflated series get the height of
 * their spikes where a standard deviation would see nothing.
 *
 * @param deviations one-sided deviations in time order; values at or below 0 are the other side
 */
export function fitTail(timestampsMs: Float64Array, deviations: Float64Array, stepMs: number): TailModel {
  const share = Math.min(MAX_TAIL_SHARE, Math.max(TAIL_SHARE, MIN_TAIL_SAMPLES / deviations.length));
  const threshold = Math.max(0, quantile(deviations, 1 - share));
  const peaks = excursionPeaks(timestampsMs, deviations, threshold, CLUSTER_GAP_STEPS * stepMs);
  const weeks = (deviations.length * stepMs) / WEEK_MS;
  return {
    threshold,
    scale: peaks.length > 0 ? (median(peaks) - threshold) / Math.LN2 : 0,
    perWeek: weeks > 0 ? peaks.length / weeks : 0,
  };
}

/** The height that ordinary excursions pass `targetPerWeek` times a week. */
export function returnLevel(tail: TailModel, targetPerWeek: number): number {
  return tail.threshold + tail.scale * Math.log(Math.max(1, tail.perWeek / targetPerWeek));
}

/** How often a week ordinary excursions pass a height. */
export function exceedancesPerWeek(tail: TailModel, height: number): number {
  if (height <= tail.threshold) {
    return tail.perWeek;
  }
  return tail.scale > 0 ? tail.perWeek * Math.exp((tail.threshold - height) / tail.scale) : 0;
}

function excursionPeaks(
  timestampsMs: Float64Array,
  deviations: Float64Array,
  threshold: number,
  gapMs: number
): number[] {
  const peaks: number[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  deviations.forEach((deviation, index) => {
    if (deviation <= threshold) {
      return;
    }
    const timestampMs = timestampsMs[index]!;
    if (timestampMs - lastMs > gapMs) {
      peaks.push(deviation);
    } else {
      peaks.push(Math.max(deviation, peaks.pop() ?? 0));
    }
    lastMs = timestampMs;
  });
  return peaks;
}

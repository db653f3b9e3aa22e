import { quantile } from '../robust-statistics.ts';
import { fitExcess } from './generalised-pareto.ts';

const WEEK_MS = 604_800_000;

/** Wanted for one side of a band at sensitivity 1. */
export const FALSE_ALARMS_PER_SIDE_AND_WEEK = 0.05;

const TAIL_SHARE = 0.02;
const MIN_TAIL_SAMPLES = 20;
const MAX_TAIL_SHARE = 0.2;
/** Unless told otherwise, exceedances closer than this many steps are one excursion. */
const CLUSTER_GAP_STEPS = 3;

const EXPONENTIAL = 1e-6;
/** Values that often stop exactly at the threshold, as counts do at zero, end there: the boundary lies behind. */
const BEYOND_AN_END = 1.15;
const JUST_BELOW = 1 - 1e-9;

/**
 * How far one side of a series strays by itself: excursions over `threshold` come `perWeek`, what they exceed it by is
 * generalised Pareto with `scale` and `shape`; shape 0 is exponential.
 */
export interface TailModel {
  readonly threshold: number;
  readonly scale: number;
  readonly shape: number;
  readonly perWeek: number;
}

/**
 * Peaks over threshold with declustering (Leadbetter 1991, "On a basis for peaks over threshold modeling"; Siffer et al.
 * 2017, SPOT). Scale and shape do not depend on how high the highest tenth of the peaks are, so a fault that nobody labelled is one excursion among many and does not widen the band; spiky,
 * zero-inflated series get the height of their spikes where a standard deviation would see nothing.
 *
 * @param deviations one-sided deviations in time order; values at or below 0 are the other side
 * @param gapMs exceedances closer than this are one excursion
 * @param tailShare share of the samples that are taken for the tail; faults must be fewer than that
 */
export function fitTail(
  timestampsMs: Float64Array,
  deviations: Float64Array,
  stepMs: number,
  gapMs = CLUSTER_GAP_STEPS * stepMs,
  tailShare = TAIL_SHARE
): TailModel {
  const stretch = Math.max(1, gapMs / (CLUSTER_GAP_STEPS * stepMs));
  const share = Math.min(MAX_TAIL_SHARE, stretch * Math.max(tailShare, MIN_TAIL_SAMPLES / deviations.length));
  const threshold = Math.max(0, quantile(deviations, 1 - share));
  const peaks = excursionPeaks(timestampsMs, deviations, threshold, gapMs);
  const reached = peaks.length > 0 ? peaks : excursionPeaks(timestampsMs, deviations, threshold * JUST_BELOW, gapMs);
  const weeks = (deviations.length * stepMs) / WEEK_MS;
  return {
    threshold,
    ...fitExcess(peaks.map((peak) => peak - threshold)),
    perWeek: weeks > 0 ? reached.length / weeks : 0,
  };
}

/** The height that ordinary excursions pass `targetPerWeek` times a week. */
export function returnLevel({ threshold, scale, shape, perWeek }: TailModel, targetPerWeek: number): number {
  if (scale <= 0) {
    return BEYOND_AN_END * threshold;
  }
  const rarity = Math.max(1, perWeek / targetPerWeek);
  const excess = Math.abs(shape) < EXPONENTIAL ? Math.log(rarity) : (rarity ** shape - 1) / shape;
  return threshold + scale * excess;
}

/** How often a week ordinary excursions pass a height. */
export function exceedancesPerWeek({ threshold, scale, shape, perWeek }: TailModel, height: number): number {
  if (height <= threshold) {
    return perWeek;
  }
  if (scale <= 0) {
    return 0;
  }
  const excess = (height - threshold) / scale;
  return Math.abs(shape) < EXPONENTIAL
    ? perWeek * Math.exp(-excess)
    : perWeek * Math.max(0, 1 + shape * excess) ** (-1 / shape);
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

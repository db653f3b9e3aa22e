import { quantileOfSorted, robustSpread } from '../detectors/robust-statistics.ts';
import { criticalStatistic, ksStatistic } from './kolmogorov-smirnov.ts';
import { pool, splitSeries } from './split-series.ts';
import type { SplitSeries } from './split-series.ts';

export type ChangeMethod = 'combined' | 'distribution' | 'level';

/** How a series in a window differs from itself in the baseline before it. Shares are 0..1. */
export interface SeriesChange {
  distribution: number;
  level: number;
  /** How much of the coverage that the baseline always had is missing from the window. */
  loss: number;
  /** How much of the window is covered by a series that had no value in the baseline. */
  gain: number;
  baselineMedian: number | null;
  windowMedian: number | null;
}

/** Fewer values in the window, or in the baseline, are as good as none. */
const fewestValues = 3;
/** Differences below one per cent of the level are no change, however flat the series was. */
const smallestRelativeSpread = 0.01;
const spreadsWithoutMeaning = 1;
const spreadsForHalf = 3;
/** A series that is new is news, but less so than one that has changed as much as it could. */
const gainWeight = 0.5;

/**
 * Measures the change of one series by two methods, those of Netdata's metric correlations
 * (https://learn.netdata.cloud/docs/metric-correlations), each held against what the baseline does by itself:
 *
 * - distribution: the two-sample Kolmogorov–Smirnov statistic of window and baseline, as far as it exceeds both its
 *   critical value and what a stretch of the baseline reaches against the rest of it (the second largest of four, so that
 *   one odd stretch hides nothing). A series that drifts all day scores 0.
 * - level: how far the median moved, in robust spreads of the baseline (scaled median absolute deviation, or the spread
 *   of the medians of its four stretches where that is larger). One spread is nothing, four are one half.
 *
 * @param values one entry per step, NaN where there is none; four fifths baseline, then the window.
 */
export function measureChange(values: Float64Array): SeriesChange {
  const split = splitSeries(values);
  const baseline = pool(split.blocks);
  const change = {
    ...coverageChange(split, baseline),
    baselineMedian: medianOf(baseline),
    windowMedian: medianOf(split.window),
  };
  const isComparable = change.baselineMedian !== null && change.windowMedian !== null;
  return isComparable
    ? { ...change, distribution: distributionChange(split, baseline), level: levelChange(split, baseline) }
    : { ...change, distribution: 0, level: 0 };
}

/** The strength of a change by one method, or by the mean of both; what vanished or appeared counts by either. */
export function strengthOf({ distribution, level, loss, gain }: SeriesChange, method: ChangeMethod): number {
  const byMethod = { distribution, level, combined: (distribution + level) / 2 };
  return Math.max(byMethod[method], loss, gain * gainWeight);
}

function coverageChange(
  { blocks, window, blockLength }: SplitSeries,
  baseline: Float64Array
): Pick<SeriesChange, 'loss' | 'gain'> {
  const leastCovered = Math.min(...blocks.map(({ length }) => length));
  return {
    loss: Math.max(0, leastCovered - window.length) / blockLength,
    gain: baseline.length < fewestValues ? window.length / blockLength : 0,
  };
}

function distributionChange({ window, blocks }: SplitSeries, baseline: Float64Array): number {
  const byItself = blocks
    .map((block, index) => ksStatistic(block, pool(blocks.toSpliced(index, 1))))
    .sort((first, second) => second - first);
  const critical = criticalStatistic(window.length, baseline.length);
  const beyond = ksStatistic(window, baseline) - Math.max(critical, byItself[1] ?? 0);
  return beyond <= 0 ? 0 : beyond / (1 - critical);
}

function levelChange({ window, blocks }: SplitSeries, baseline: Float64Array): number {
  const before = quantileOfSorted(baseline, 0.5);
  const now = quantileOfSorted(window, 0.5);
  const medians = Float64Array.from(
    blocks.filter(({ length }) => length > 0).map((block) => quantileOfSorted(block, 0.5))
  );
  const spread = Math.max(
    robustSpread(baseline, before),
    robustSpread(medians, quantileOfSorted(medians.toSorted(), 0.5)),
    smallestRelativeSpread * Math.max(Math.abs(before), Math.abs(now))
  );
  const beyond = spread === 0 ? 0 : Math.max(0, Math.abs(now - before) / spread - spreadsWithoutMeaning);
  return beyond / (beyond + spreadsForHalf);
}

function medianOf(sorted: Float64Array): number | null {
  return sorted.length < fewestValues ? null : quantileOfSorted(sorted, 0.5);
}

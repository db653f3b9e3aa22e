import { median } from '../robust-statistics.ts';
import { columnOf, variance, type MetricRows } from './metric-rows.ts';

/** What a season leaves to be expected: `profile[phase * metrics + metric]`, 0 for metrics that do not follow it. */
export interface SeasonProfile {
  readonly periodRows: number;
  readonly profile: Float64Array;
}

/** A metric follows the season when that explains this share of its variance. */
const MIN_EXPLAINED = 0.6;
/** The profile is smoothed over this share of the season: an hour of a day. */
const SMOOTHING_SHARE = 1 / 24;

/**
 * Median of each metric at each phase of the season, smoothed over neighbouring phases so that a short event which
 * returns at the same time of day remains an event.
 */
export function learnSeason(rows: MetricRows, periodRows: number): SeasonProfile {
  const profile = new Float64Array(periodRows * rows.metrics);
  for (let metric = 0; metric < rows.metrics; metric++) {
    const column = columnOf(rows, metric);
    const usual = smoothedAround(mediansByPhase(column, periodRows));
    const rest = variance(column.map((value, row) => value - usual[row % periodRows]!));
    if (1 - rest / variance(column) > MIN_EXPLAINED) {
      usual.forEach((value, phase) => {
        profile[phase * rows.metrics + metric] = value;
      });
    }
  }
  return { periodRows, profile };
}

/** The rows without what the season explains. */
export function withoutSeason(rows: MetricRows, season: SeasonProfile | null): MetricRows {
  if (season === null) {
    return rows;
  }
  const { profile } = season;
  return { ...rows, values: rows.values.map((value, index) => value - profile[index % profile.length]!) };
}

function mediansByPhase(column: Float64Array, periodRows: number): Float64Array {
  return Float64Array.from({ length: periodRows }, (_, phase) => {
    const values: number[] = [];
    for (let row = phase; row < column.length; row += periodRows) {
      values.push(column[row]!);
    }
    return median(values);
  });
}

/** Running median over the circle of phases. */
function smoothedAround(phases: Float64Array): Float64Array {
  const reach = Math.round((phases.length * SMOOTHING_SHARE) / 2);
  const window = new Float64Array(2 * reach + 1);
  return phases.map((_, phase) =>
    median(window.map((__, offset) => phases[(phase + offset - reach + phases.length) % phases.length]!))
  );
}

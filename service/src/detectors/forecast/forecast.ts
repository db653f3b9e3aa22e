import type { Series } from '../detector.ts';
import { extrapolate, methodsFor } from './extrapolate.ts';
import type { Method } from './extrapolate.ts';
import { reachOf } from './prediction-interval.ts';
import { toRegularGrid } from './regular-grid.ts';
import { horizonsUpTo, leastWrong, rollingErrors } from './rolling-errors.ts';

const DAY_MS = 86_400_000;
const maxHistoryPoints = 800;
const fewestSamples = 30;
/** A season must have been seen so often to be continued. */
const seasonsSeen = 3;

export interface ForecastOptions {
  /** Share of actual values that should lie between lower and upper. */
  readonly coverage: number;
  /** Periods to look for. */
  readonly seasonsMs: readonly number[];
  readonly maxPoints: number;
}

/** What is to come, as columns of equal length. */
export interface Forecast {
  readonly timestampsMs: Float64Array;
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly method: Method;
}

const defaults: ForecastOptions = { coverage: 0.95, seasonsMs: [DAY_MS, 7 * DAY_MS], maxPoints: 200 };

/**
 * Continues a series. Of a level, a trend over the whole history and one over its last quarter, each with and without
 * seasons, the one is taken that was least wrong when it was asked at earlier times; how wrong it was then is how wide
 * the interval is. Robust to outliers; NaN is "no value here".
 *
 * @param horizonMs how far after the last sample
 * @returns null when there is too little history to be honest about the interval
 */
export function forecast(series: Series, horizonMs: number, options: Partial<ForecastOptions> = {}): Forecast | null {
  const { coverage, seasonsMs, maxPoints } = { ...defaults, ...options };
  const { fromMs, stepMs, values } = toRegularGrid(series, maxHistoryPoints);
  const length = values.length;
  if (values.filter(Number.isFinite).length < fewestSamples) {
    return null;
  }
  const seasons = seasonsMs
    .map((seasonMs) => Math.round(seasonMs / stepMs))
    .filter((season) => season >= 4 && season * seasonsSeen <= length);
  const steps = Math.max(1, Math.ceil(horizonMs / stepMs));
  const horizons = horizonsUpTo(Math.min(steps, Math.floor(length / 2)));
  const chosen = leastWrong(methodsFor(seasons).map((method) => rollingErrors(values, method, horizons)));
  if (chosen.horizons.length === 0) {
    return null;
  }
  const expectedAt = extrapolate(values, length, chosen.method);
  const reach = reachOf(chosen, coverage);
  const stride = Math.max(1, Math.ceil(steps / maxPoints));
  const ahead = Float64Array.from({ length: Math.ceil(steps / stride) }, (_, index) =>
    Math.min(steps, (index + 1) * stride)
  );
  const expected = ahead.map(expectedAt);
  return {
    timestampsMs: ahead.map((step) => fromMs + (length - 1 + step) * stepMs),
    expected,
    lower: expected.map((value, index) => value - reach.below(ahead[index]!)),
    upper: expected.map((value, index) => value + reach.above(ahead[index]!)),
    method: chosen.method,
  };
}

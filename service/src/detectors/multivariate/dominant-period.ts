import { fourierTransform } from './fourier.ts';
import { columnOf, type MetricRows } from './metric-rows.ts';

/** A season must have been seen this often. */
const MIN_REPETITIONS = 4;
const MIN_PERIOD_ROWS = 8;
/** Correlation of all metrics with themselves one season ago, on average. */
const MIN_CORRELATION = 0.2;
/** Standard deviations at which a spike is cut off, so that no single event decides. */
const CLIP = 5;
/** How far the highest peak may lie from the season. */
const REACH_SHARE = 0.02;
const MIN_REACH_ROWS = 2;

/**
 * The season that the metrics have in common, in rows: the highest peak of their mean autocorrelation (Box and Jenkins)
 * after it first fell below zero, made exact by its multiples. Null when there is none.
 *
 * @param rows standardised metrics
 */
export function dominantPeriod(rows: MetricRows): number | null {
  const correlation = meanAutocorrelation(rows);
  const start = correlation.findIndex((value) => value < 0);
  const longest = Math.floor(rows.rows / MIN_REPETITIONS);
  if (start < 0 || start >= longest) {
    return null;
  }
  const period = highest(correlation, start, longest);
  if (period < MIN_PERIOD_ROWS || period >= longest - 1 || correlation[period]! < MIN_CORRELATION) {
    return null;
  }
  return refined(correlation, period);
}

/** The lag near `period` whose multiples correlate most. */
function refined(correlation: Float64Array, period: number): number {
  const reach = Math.max(MIN_REACH_ROWS, Math.round(period * REACH_SHARE));
  const multiples = new Float64Array(period + reach + 1).fill(Number.NEGATIVE_INFINITY);
  for (let lag = period - reach; lag <= period + reach; lag++) {
    multiples[lag] = 0;
    for (let multiple = lag; multiple < correlation.length; multiple += lag) {
      multiples[lag]! += correlation[multiple]!;
    }
  }
  return highest(multiples, period - reach, period + reach);
}

/** Lag from `from` up to and with `to` where the correlation is highest. */
function highest(correlation: Float64Array, from: number, to: number): number {
  let best = from;
  for (let lag = from; lag <= Math.min(to, correlation.length - 1); lag++) {
    best = correlation[lag]! > correlation[best]! ? lag : best;
  }
  return best;
}

/** Of all metrics, each with the same weight, by the Wiener-Khinchin theorem; 1 at lag 0. */
function meanAutocorrelation(rows: MetricRows): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(2 * rows.rows));
  const power = new Float64Array(size);
  for (let metric = 0; metric < rows.metrics; metric++) {
    addPower(power, unitEnergy(columnOf(rows, metric)));
  }
  fourierTransform(power, new Float64Array(size));
  return power.slice(0, rows.rows).map((value) => value / power[0]!);
}

function addPower(power: Float64Array, values: Float64Array): void {
  const real = new Float64Array(power.length);
  const imaginary = new Float64Array(power.length);
  real.set(values);
  fourierTransform(real, imaginary);
  real.forEach((value, index) => {
    power[index]! += value * value + imaginary[index]! * imaginary[index]!;
  });
}

/** Clipped around its mean, then centered and scaled so that the squares sum to 1. */
function unitEnergy(column: Float64Array): Float64Array {
  const clipped = centered(column).map((value) => Math.min(CLIP, Math.max(-CLIP, value)));
  const values = centered(clipped);
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm > 0 ? values.map((value) => value / norm) : values;
}

function centered(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

import { quantile } from '../robust-statistics.ts';
import { columnOf, standardDeviation, type MetricRows } from './metric-rows.ts';
import { solvePositive } from './solve-positive.ts';

/** How each metric follows from its own past, and how far it usually lands from there. */
export interface Innovation {
  /** Rows back. */
  readonly lags: readonly number[];
  /** Per metric the weight of each lag, then the constant. */
  readonly weights: Float64Array;
  /** Per metric; 0 for one that is always predicted exactly. */
  readonly scale: Float64Array;
}

/** Keeps the equations solvable where lags are copies of each other, as in a square wave. */
const RIDGE = 1e-6;
const ROUNDING = 1e-9;
/** A prediction is off by as much as this share of the rows stay within. */
const SCALE_SHARE = 0.99;

/**
 * Least-squares autoregression of each metric by itself (Box and Jenkins). Errors are measured against their own 99th
 * percentile, or their standard deviation where that is larger: bursty metrics get the height of their bursts.
 *
 * @param rows standardised metrics
 */
export function learnInnovation(rows: MetricRows, lags: readonly number[]): Innovation {
  const weights = new Float64Array(rows.metrics * (lags.length + 1));
  const scale = new Float64Array(rows.metrics);
  for (let metric = 0; metric < rows.metrics; metric++) {
    const column = columnOf(rows, metric);
    const fitted = autoregression(column, lags);
    const errors = column.map((value, row) => value - predicted(column, row, lags, fitted));
    const size = Math.max(quantile(errors.map(Math.abs), SCALE_SHARE), standardDeviation(errors));
    weights.set(fitted, metric * fitted.length);
    scale[metric] = size > ROUNDING ? size : 0;
  }
  return { lags, weights, scale };
}

/**
 * Writes the square of each metric's scaled prediction error into `energies`.
 *
 * @param past the row that is `lag` rows back
 */
export function innovationEnergies(
  { lags, weights, scale }: Innovation,
  row: Float64Array,
  past: (lag: number) => Float64Array,
  energies: Float64Array
): void {
  const stride = lags.length + 1;
  for (let metric = 0; metric < row.length; metric++) {
    let error = row[metric]! - weights[metric * stride + lags.length]!;
    for (let index = 0; index < lags.length; index++) {
      error -= weights[metric * stride + index]! * past(lags[index]!)[metric]!;
    }
    energies[metric] = scale[metric]! > 0 ? (error / scale[metric]!) ** 2 : 0;
  }
}

function autoregression(column: Float64Array, lags: readonly number[]): Float64Array {
  const size = lags.length + 1;
  const squares = new Float64Array(size * size);
  const products = new Float64Array(size);
  column.forEach((value, row) => {
    for (let first = 0; first < size; first++) {
      const regressor = regressorAt(column, row, lags, first);
      products[first]! += regressor * value;
      for (let second = 0; second < size; second++) {
        squares[first * size + second]! += regressor * regressorAt(column, row, lags, second);
      }
    }
  });
  for (let index = 0; index < size; index++) {
    squares[index * (size + 1)]! += RIDGE * column.length;
  }
  return solvePositive(squares, products);
}

function predicted(column: Float64Array, row: number, lags: readonly number[], weights: Float64Array): number {
  return weights.reduce((sum, weight, index) => sum + weight * regressorAt(column, row, lags, index), 0);
}

/** The lagged value, for rows without one the first; behind the last lag the constant. */
function regressorAt(column: Float64Array, row: number, lags: readonly number[], index: number): number {
  return index === lags.length ? 1 : column[Math.max(0, row - lags[index]!)]!;
}

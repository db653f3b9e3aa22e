import { median } from '../robust-statistics.ts';

/** Metrics that were measured together, row by row: the value of metric m in row r is `values[r * metrics + m]`. */
export interface MetricRows {
  readonly rows: number;
  readonly metrics: number;
  readonly values: Float64Array;
}

/** Where one metric usually is and how far it strays, in its own unit. */
export interface MetricScale {
  /** Place of the metric among all that were given. */
  readonly column: number;
  readonly center: number;
  readonly spread: number;
}

/** Variation below this share of the largest value is rounding. */
const ROUNDING = 1e-12;

/** The last known value where there is none; before the first, the first. Null when a column has no finite value. */
export function withoutGaps(column: Float64Array): Float64Array | null {
  let known = column.find((value) => Number.isFinite(value));
  if (known === undefined) {
    return null;
  }
  return column.map((value) => (known = Number.isFinite(value) ? value : known!));
}

/** Median and standard deviation of the metrics that vary; the others say nothing and are left out. */
export function scalesOf(columns: ReadonlyArray<Float64Array | null>): MetricScale[] {
  return columns.flatMap((values, column) => {
    if (values === null) {
      return [];
    }
    const spread = standardDeviation(values);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return spread > ROUNDING * largest ? [{ column, center: median(values), spread }] : [];
  });
}

/** Every metric in units of its own spread around its own center. */
export function standardised(columns: ReadonlyArray<Float64Array | null>, scales: readonly MetricScale[]): MetricRows {
  const rows = columns[0]?.length ?? 0;
  const values = new Float64Array(rows * scales.length);
  scales.forEach(({ column, center, spread }, metric) => {
    columns[column]!.forEach((value, row) => {
      values[row * scales.length + metric] = (value - center) / spread;
    });
  });
  return { rows, metrics: scales.length, values };
}

export function columnOf({ rows, metrics, values }: MetricRows, metric: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * metrics + metric]!);
}

export function firstRows({ metrics, values }: MetricRows, rows: number): MetricRows {
  return { rows, metrics, values: values.subarray(0, rows * metrics) };
}

export function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

export function standardDeviation(values: Float64Array): number {
  return Math.sqrt(variance(values));
}

import { columnOf, standardDeviation, type MetricRows } from './metric-rows.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Turns a row of metrics into numbers that are as large as the row is unusual, one per metric. */
export interface Whitening {
  readonly mean: Float64Array;
  /** Row-major, symmetric. */
  readonly matrix: Float64Array;
}

/**
 * Learns the usual level of each metric and how they move together. The correlation matrix is shrunk half-way to the
 * identity (Ledoit and Wolf 2004; Schäfer and Strimmer 2005), which keeps directions that hardly vary from drowning all
 * others, and its inverse square root is taken, not any other factor: so each of the resulting numbers stays tied to its
 * own metric, and their squares divide the Mahalanobis distance among the metrics (Garthwaite and Koch 2016,
 * "Evaluating the contributions of individual variables to a quadratic form").
 */
export function learnWhitening(rows: MetricRows): Whitening {
  const size = rows.metrics;
  const columns = Array.from({ length: size }, (_, metric) => columnOf(rows, metric));
  const mean = Float64Array.from(columns, (column) => column.reduce((sum, value) => sum + value, 0) / rows.rows);
  const scale = Float64Array.from(columns, (column) => {
    const deviation = standardDeviation(column);
    return deviation > Number.EPSILON ? 1 / deviation : 1;
  });
  const root = inverseRoot(shrunk(correlationOf(rows, mean, scale), size), size);
  return { mean, matrix: root.map((value, index) => value * scale[index % size]!) };
}

/** Writes the square of each whitened number into `energies`; their sum is the squared Mahalanobis distance. */
export function whitenedEnergies({ mean, matrix }: Whitening, row: Float64Array, energies: Float64Array): void {
  const size = mean.length;
  for (let metric = 0; metric < size; metric++) {
    let whitened = 0;
    for (let other = 0; other < size; other++) {
      whitened += matrix[metric * size + other]! * (row[other]! - mean[other]!);
    }
    energies[metric] = whitened * whitened;
  }
}

function correlationOf({ rows, values }: MetricRows, mean: Float64Array, scale: Float64Array): Float64Array {
  const size = mean.length;
  const sums = new Float64Array(size * size);
  const row = new Float64Array(size);
  for (let start = 0; start < rows * size; start += size) {
    for (let metric = 0; metric < size; metric++) {
      row[metric] = (values[start + metric]! - mean[metric]!) * scale[metric]!;
      for (let other = 0; other <= metric; other++) {
        sums[metric * size + other]! += row[metric]! * row[other]!;
      }
    }
  }
  return sums.map((_, index) => {
    const [first, second] = [Math.floor(index / size), index % size];
    return sums[Math.max(first, second) * size + Math.min(first, second)]! / rows;
  });
}

function shrunk(correlation: Float64Array, size: number): Float64Array {
  return correlation.map((value, index) => (value + (index % (size + 1) === 0 ? 1 : 0)) / 2);
}

function inverseRoot(matrix: Float64Array, size: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, size);
  const weights = values.map((value) => 1 / Math.sqrt(value));
  return matrix.map((_, index) => {
    const [first, second] = [Math.floor(index / size), index % size];
    return weights.reduce(
      (sum, weight, axis) => sum + weight * vectors[first * size + axis]! * vectors[second * size + axis]!,
      0
    );
  });
}

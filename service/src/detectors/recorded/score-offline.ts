import { scoreMultivariate } from '../multivariate/index.ts';
import { reviewNovelty } from '../novelty/novelty-review.ts';
import { medianStep } from '../training-data.ts';
import type { RecordedSeries } from './recorded-series.ts';

/**
 * How much each row belongs to an anomaly, from all rows: by what the metrics do together, or where there is only one by
 * what is new in it.
 *
 * @returns one score per row, 1 at the boundary; NaN for rows without a value
 */
export function scoreOffline({ timestampsMs, columns, normalRows }: RecordedSeries): Float64Array {
  const [only, ...others] = columns;
  if (only === undefined || others.length > 0) {
    return scoreMultivariate(columns, { normalRows, stepMs: medianStep(timestampsMs) });
  }
  return reviewColumn(timestampsMs, only);
}

function reviewColumn(timestampsMs: Float64Array, values: Float64Array): Float64Array {
  const rows = ascendingRows(timestampsMs, values);
  const series = {
    timestampsMs: Float64Array.from(rows, (row) => timestampsMs[row]!),
    values: Float64Array.from(rows, (row) => values[row]!),
  };
  const scores = new Float64Array(values.length).fill(Number.NaN);
  reviewNovelty(series, medianStep(series.timestampsMs)).forEach((score, index) => {
    scores[rows[index]!] = score;
  });
  return scores;
}

/** The rows that have a value and are later than all before them. */
function ascendingRows(timestampsMs: Float64Array, values: Float64Array): number[] {
  let newestMs = Number.NEGATIVE_INFINITY;
  const rows: number[] = [];
  timestampsMs.forEach((timestampMs, row) => {
    if (timestampMs > newestMs && Number.isFinite(values[row])) {
      newestMs = timestampMs;
      rows.push(row);
    }
  });
  return rows;
}

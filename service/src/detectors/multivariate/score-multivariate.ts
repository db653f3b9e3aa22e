import { boundaryOf, evidenceOfRows, learnMultivariate } from './learn-multivariate.ts';
import { defaultMultivariateOptions, type MultivariateModel, type MultivariateOptions } from './multivariate-model.ts';
import { MultivariateScorer } from './multivariate-scorer.ts';
import { smoothBothWays } from './two-sided-smoothing.ts';

/** Events last from a few rows to an hour of minutes; nothing here depends on the length of any of them. */
const EVENT_SCALES_ROWS = [2, 8, 32] as const;

/** How much of an anomaly belongs to one metric. */
export interface MetricShare {
  readonly column: number;
  /** 0..1; the shares of all metrics sum to 1. */
  readonly share: number;
}

/**
 * How much each row belongs to an anomaly, from all rows, those after it too: learns what the metrics usually do
 * together (see `learnMultivariate`) and spreads the evidence of each row over its neighbours.
 *
 * @param columns one per metric, rows at regular steps, NaN where there is no value
 * @returns one score per row, 1 at the boundary; NaN for rows without any value
 * @throws RangeError when there are no columns, columns of unequal length, or fewer than 30 rows
 */
export function scoreMultivariate(
  columns: readonly Float64Array[],
  options: Partial<MultivariateOptions> = {}
): Float64Array {
  const { views, usual } = learnMultivariate(columns, options);
  const evidence = smoothBothWays(evidenceOfRows(columns, views, usual), EVENT_SCALES_ROWS);
  const boundary = boundaryOf(evidence, { ...defaultMultivariateOptions, ...options });
  return evidence.map((value, row) =>
    columns.some((column) => Number.isFinite(column[row])) ? value / boundary : Number.NaN
  );
}

/**
 * Which metrics moved together in a span of rows, the leading one first.
 *
 * @param columns those the model was learned from, or later ones counted on from there
 * @param fromRow and `toRow`: first and last row of the span
 */
export function explainMultivariate(
  model: MultivariateModel,
  columns: readonly Float64Array[],
  fromRow: number,
  toRow: number
): MetricShare[] {
  const scorer = new MultivariateScorer(model);
  const totals = new Float64Array(model.columns);
  const memory = Math.max(...model.views.innovations.flatMap(({ lags }) => lags));
  for (let row = Math.max(0, fromRow - memory); row <= toRow; row++) {
    scorer.score(
      columns.map((column) => column[row]!),
      row
    );
    if (row >= fromRow) {
      scorer.addContributions(totals);
    }
  }
  const sum = totals.reduce((whole, total) => whole + total, 0);
  return Array.from(totals, (total, column) => ({ column, share: sum > 0 ? total / sum : 0 })).sort(
    (left, right) => right.share - left.share
  );
}

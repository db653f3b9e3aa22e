import { fitTail, returnLevel } from '../calibration/tail-boundary.ts';
import { median, quantile } from '../robust-statistics.ts';
import { dominantPeriod } from './dominant-period.ts';
import { learnInnovation } from './innovation.ts';
import { firstRows, scalesOf, standardised, withoutGaps, type MetricRows } from './metric-rows.ts';
import {
  defaultMultivariateOptions,
  type MultivariateModel,
  type MultivariateOptions,
  type MultivariateViews,
  type UsualDistance,
} from './multivariate-model.ts';
import { evidenceOf } from './multivariate-scorer.ts';
import { RowViews } from './row-views.ts';
import { learnSeason, withoutSeason } from './season-profile.ts';
import { learnWhitening } from './whitening.ts';

export const MIN_ROWS = 30;
/** Rows back that a row is predicted from: from just before, and from where a slow change shows. */
const LAGS = [[1, 2, 3], [6]] as const;
/** Normal rows must cover the season, or else all metrics, so many times. */
const MIN_NORMAL_SEASONS = 2;
const MIN_NORMAL_ROWS_PER_METRIC = 20;
const RANGE_SHARE = 0.99;

/**
 * Learns how the metrics of one service behave together, unsupervised, from four views that fail in different ways:
 * regularised Mahalanobis distance of the row, the same without its season, and the prediction errors of two
 * autoregressions. Each view is measured by its own median and 99th percentile, and their root mean square is the
 * evidence (averaging calibrated outlier scores: Aggarwal and Sathe 2017, "Outlier Ensembles").
 *
 * @param columns one per metric, rows at regular steps, NaN where there is no value
 * @throws RangeError when there are no columns, columns of unequal length, or fewer than 30 rows
 */
export function learnMultivariate(
  columns: readonly Float64Array[],
  options: Partial<MultivariateOptions> = {}
): MultivariateModel {
  checkColumns(columns);
  const resolved = { ...defaultMultivariateOptions, ...options };
  const filled = columns.map(withoutGaps);
  const scales = scalesOf(filled);
  const rows = standardised(filled, scales);
  const seasonRows = resolved.seasonRows ?? dominantPeriod(rows);
  const season = seasonRows === null ? null : learnSeason(rows, seasonRows);
  const seasonless = withoutSeason(rows, season);
  const normal = usableNormalRows(rows, resolved.normalRows, seasonRows);
  const views: MultivariateViews = {
    scales,
    season,
    level: learnWhitening(firstRows(rows, normal)),
    besideSeason: learnWhitening(firstRows(seasonless, normal)),
    innovations: LAGS.map((lags) => learnInnovation(seasonless, lags)),
  };
  const usual = usualDistances(columns, views);
  const evidence = evidenceOfRows(columns, views, usual);
  return { columns: columns.length, views, usual, boundary: boundaryOf(evidence, resolved) };
}

/** Evidence of each row in turn, from it and earlier rows; 1 is about what one row in a hundred has. */
export function evidenceOfRows(
  columns: readonly Float64Array[],
  views: MultivariateViews,
  usual: readonly UsualDistance[]
): Float64Array {
  const evidence = new Float64Array(columns[0]!.length);
  observeRows(columns, views, (rowViews, row) => {
    evidence[row] = evidenceOf(rowViews, usual);
  });
  return evidence;
}

/** What usual excursions of the evidence pass as seldom as the options say. */
export function boundaryOf(evidence: Float64Array, { stepMs, falseAlarmsPerWeek }: MultivariateOptions): number {
  const timestampsMs = evidence.map((_, row) => row * stepMs);
  const boundary = returnLevel(fitTail(timestampsMs, evidence, stepMs), falseAlarmsPerWeek);
  return boundary > 0 ? boundary : 1;
}

function usualDistances(columns: readonly Float64Array[], views: MultivariateViews): UsualDistance[] {
  const rows = columns[0]!.length;
  const distances = new RowViews(views).energies.map(() => new Float64Array(rows));
  observeRows(columns, views, (rowViews, row) => {
    distances.forEach((column, view) => {
      column[row] = rowViews.distance(view);
    });
  });
  return distances.map((column) => {
    const middle = median(column);
    return { middle, range: quantile(column, RANGE_SHARE) - middle };
  });
}

function observeRows(
  columns: readonly Float64Array[],
  views: MultivariateViews,
  visit: (rowViews: RowViews, row: number) => void
): void {
  const rowViews = new RowViews(views);
  const values = new Float64Array(columns.length);
  for (let row = 0; row < columns[0]!.length; row++) {
    columns.forEach((column, metric) => {
      values[metric] = column[row]!;
    });
    rowViews.observe(values, row);
    visit(rowViews, row);
  }
}

function usableNormalRows({ rows, metrics }: MetricRows, normalRows: number, seasonRows: number | null): number {
  const needed = seasonRows === null ? MIN_NORMAL_ROWS_PER_METRIC * metrics : MIN_NORMAL_SEASONS * seasonRows;
  return normalRows >= needed && normalRows < rows ? normalRows : rows;
}

function checkColumns(columns: readonly Float64Array[]): void {
  const rows = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== rows)) {
    throw new RangeError('columns must be of equal length');
  }
  if (rows < MIN_ROWS) {
    throw new RangeError(`columns must have at least ${MIN_ROWS} rows, got ${rows}`);
  }
}

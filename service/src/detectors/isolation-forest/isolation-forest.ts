import { defineDetector, type DetectorMethod, type Lesson } from '../define-detector.ts';
import type { DetectorOptions, Series } from '../detector.ts';
import { encodeRows, featureColumns, rangesOf } from './feature-codes.ts';
import type { FeatureWindowState } from '../feature-window.ts';
import { allowedScore } from '../allowed-score.ts';
import { calibrate, ForestScorer, type IsolationForestParameters } from './forest-scorer.ts';
import { classicForest, type ForestSize, growTrees } from './grow-trees.ts';
import { isolationScores, newRows, ROW_WIDTH, unpackTrees } from './isolation-trees.ts';
import { resolveOptions } from '../options.ts';
import { median, quantile, robustSpread } from '../robust-statistics.ts';
import { seededRandom } from '../random.ts';
import { prepareTraining, type TrainingData } from '../training-data.ts';

/** Enough training scores to place a quantile; more would only cost time. */
const MAX_CALIBRATION_ROWS = 2_048;
const STD_FLOOR_SHARE = 0.05;
const WEEK_MS = 604_800_000;

/** Learns a forest of another size than the classic one, as part of another method. */
export function learnForest(
  training: TrainingData,
  options: DetectorOptions,
  size: ForestSize = classicForest
): IsolationForestParameters {
  const { rows, ...forest } = growForest(training, options, size);
  const sample = everyRow(rows, training.values.length, strideOf(training));
  return calibrated(forest, isolationScores(unpackTrees(forest.trees), sample.rows, sample.count), options);
}

/**
 * Fits the classic forest to a history and scores all of it, as batch work does: the trees walk the rows once, for
 * calibration and for the scores, which are those that the fitted model gives point by point.
 *
 * @returns one score per sample that is neither masked nor missing, 1 at the boundary
 */
export function fitAndScoreForest(
  series: Series,
  chosen: Partial<DetectorOptions> = {}
): { parameters: IsolationForestParameters; scores: Float64Array } {
  const options = resolveOptions(chosen);
  const training = prepareTraining(series, options);
  const { rows, ...forest } = growForest(training, options, classicForest);
  const isolations = isolationScores(unpackTrees(forest.trees), rows, training.values.length);
  const stride = strideOf(training);
  const sample = stride === 1 ? isolations : isolations.filter((_, row) => row % stride === 0);
  const parameters = calibrated(forest, sample, options);
  const scores = new Float64Array(isolations.length);
  for (let row = 0; row < scores.length; row++) {
    const isolation = calibrate(isolations[row]!, parameters, options.sensitivity);
    scores[row] = Math.min(isolation, allowedScore(training.values[row]!, parameters.usual[0]!, options));
  }
  return { parameters, scores };
}

type UncalibratedForest = Omit<IsolationForestParameters, 'ordinary' | 'boundary'>;

function growForest(
  training: TrainingData,
  options: DetectorOptions,
  size: ForestSize
): UncalibratedForest & { rows: Int32Array } {
  const stdFloor = STD_FLOOR_SHARE * robustSpread(training.values, median(training.values));
  const columns = featureColumns(training, stdFloor);
  const ranges = rangesOf(columns);
  const rows = encodeRows(columns, ranges);
  const trees = growTrees(rows, training.values.length, seededRandom(options.seed), size);
  return { trees, stepMs: training.stepMs, stdFloor, ...ranges, rows };
}

function calibrated(
  forest: UncalibratedForest,
  isolations: Float64Array,
  { contamination }: DetectorOptions
): IsolationForestParameters {
  return { ...forest, ordinary: median(isolations), boundary: quantile(isolations, 1 - contamination) };
}

function strideOf({ values }: TrainingData): number {
  return Math.max(1, Math.floor(values.length / MAX_CALIBRATION_ROWS));
}

function everyRow(rows: Int32Array, rowCount: number, stride: number): { rows: Int32Array; count: number } {
  const count = Math.ceil(rowCount / stride);
  const kept = newRows(count);
  for (let row = 0; row < count; row++) {
    const start = row * stride * ROW_WIDTH;
    kept.set(rows.subarray(start, start + ROW_WIDTH), row * ROW_WIDTH);
  }
  return { rows: kept, count };
}

function learn(training: TrainingData, options: DetectorOptions): Lesson<IsolationForestParameters> {
  return {
    parameters: learnForest(training, options),
    seasonsMs: [],
    expectedFalseAlarmsPerWeek: (options.contamination * WEEK_MS) / training.stepMs,
  };
}

export const isolationForestMethod: DetectorMethod<IsolationForestParameters, FeatureWindowState> = {
  kind: 'isolation-forest',
  version: 2,
  invariantTo: { scale: true, shift: true },
  scoresGaps: false,
  learn,
  scorer: (parameters, options, state) => new ForestScorer(parameters, options, state),
};

/**
 * Isolation Forest (Liu, Ting, Zhou 2008) on value, delta, rolling mean, rolling standard deviation and z-score.
 * The score is 0 for the isolation of the median training point and 1 for the (1 - contamination) quantile, so about
 * that share of ordinary points reaches 1. It saturates: severity is for the band to tell.
 */
export const isolationForest = defineDetector(isolationForestMethod);

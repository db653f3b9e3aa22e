import { defineDetector, type DetectorMethod, type Lesson, type Scorer } from './define-detector.ts';
import type { DetectorOptions, FeatureContribution, ScoredPoint } from './detector.ts';
import { FEATURE_COUNT, FEATURE_NAMES, FeatureWindow, type FeatureWindowState } from './feature-window.ts';
import {
  decodeTrees,
  encodeTrees,
  growTrees,
  isolationScore,
  isolationScoreOutside,
  type EncodedTrees,
  type IsolationTrees,
} from './isolation-trees.ts';
import { median, quantileOfSorted, robustSpread } from './robust-statistics.ts';
import { seededRandom } from './random.ts';
import { unbanded } from './scored-point.ts';
import type { TrainingData } from './training-data.ts';

const CODE_RANGE = 65_535;
/** Enough training scores to place a quantile; more would only cost time. */
const MAX_CALIBRATION_ROWS = 2_048;
/** Beyond the training range by more than this share of it, a feature is outside. */
const OUTSIDE_MARGIN = 0.1;
const STD_FLOOR_SHARE = 0.05;
const WEEK_MS = 604_800_000;

export interface IsolationForestParameters {
  readonly trees: EncodedTrees;
  readonly stepMs: number;
  readonly stdFloor: number;
  /** Per feature: smallest and largest value in training, and the median. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly usual: readonly number[];
  /** Isolation score of an ordinary training point, which scores 0, and of the boundary, which scores 1. */
  readonly ordinary: number;
  readonly boundary: number;
}

/** True when training left nothing to tell points apart by: the forest has no opinion. */
export function isUndecided({ ordinary, boundary }: IsolationForestParameters): boolean {
  return boundary - ordinary < 1e-9;
}

/** Scores feature windows against trained trees. `score` is the public form; the ensemble calls its parts. */
export class ForestScorer implements Scorer<FeatureWindowState> {
  readonly #parameters: IsolationForestParameters;
  readonly #options: DetectorOptions;
  readonly #trees: IsolationTrees;
  readonly #window: FeatureWindow;
  readonly #features = new Float64Array(FEATURE_COUNT);
  readonly #codes = new Uint16Array(FEATURE_COUNT);
  readonly #outside = new Uint8Array(FEATURE_COUNT);

  constructor(parameters: IsolationForestParameters, options: DetectorOptions, state: FeatureWindowState | null) {
    this.#parameters = parameters;
    this.#options = options;
    this.#trees = decodeTrees(parameters.trees);
    this.#window = new FeatureWindow(parameters.stepMs, parameters.stdFloor, state);
  }

  score(timestampMs: number, value: number): ScoredPoint {
    this.observe(timestampMs, value);
    const isolation = this.isolation();
    const score = Math.min(isolation, this.#allowedScore(value));
    return unbanded(timestampMs, value, score, 'isolated', score >= 1 ? this.contributions(isolation) : []);
  }

  /** Takes a point into the window without scoring it. */
  observe(timestampMs: number, value: number): void {
    this.#window.observe(timestampMs, value, this.#features);
  }

  /** Calibrated isolation of the point observed last: 0 ordinary, 1 boundary. */
  isolation(): number {
    if (isUndecided(this.#parameters)) {
      return 0;
    }
    for (let feature = 0; feature < FEATURE_COUNT; feature++) {
      this.#encode(feature, this.#features[feature]!);
    }
    return this.#calibratedScore();
  }

  /**
   * What each feature has to do with the isolation of the point observed last: how much ordinary it becomes when that
   * feature alone is put back to its training median (ablation).
   *
   * @param isolation what `isolation()` answered for the point
   */
  contributions(isolation: number): FeatureContribution[] {
    const { usual } = this.#parameters;
    const drops = FEATURE_NAMES.map((_, feature) => {
      this.#encode(feature, usual[feature]!);
      const drop = Math.max(0, isolation - this.#calibratedScore());
      this.#encode(feature, this.#features[feature]!);
      return drop;
    });
    const total = drops.reduce((sum, drop) => sum + drop, 0);
    return FEATURE_NAMES.map((name, feature) => ({
      name,
      value: this.#features[feature]!,
      expected: usual[feature]!,
      share: total > 0 ? drops[feature]! / total : 1 / FEATURE_COUNT,
    }));
  }

  state(): FeatureWindowState {
    return this.#window.state();
  }

  #encode(feature: number, value: number): void {
    const low = this.#parameters.low[feature]!;
    const high = this.#parameters.high[feature]!;
    const margin = OUTSIDE_MARGIN * (high - low);
    this.#codes[feature] = encodeFeature(value, low, high);
    this.#outside[feature] = value < low - margin || value > high + margin ? 1 : 0;
  }

  #calibratedScore(): number {
    const { ordinary, boundary } = this.#parameters;
    const isolation = this.#outside.includes(1)
      ? isolationScoreOutside(this.#trees, this.#codes, this.#outside)
      : isolationScore(this.#trees, this.#codes);
    return Math.max(0, (isolation - ordinary) / (boundary - ordinary)) * this.#options.sensitivity;
  }

  /** Direction and minimum deviation, measured from the training median because a forest expects no value. */
  #allowedScore(value: number): number {
    const { direction, minDeviation, minRelativeDeviation } = this.#options;
    const usual = this.#parameters.usual[0]!;
    const deviation = value - usual;
    const isIgnoredSide = (direction === 'up' && deviation < 0) || (direction === 'down' && deviation > 0);
    const required = Math.max(minDeviation, minRelativeDeviation * Math.abs(usual));
    if (isIgnoredSide) {
      return 0;
    }
    return required > 0 ? Math.abs(deviation) / required : Number.POSITIVE_INFINITY;
  }
}

function encodeFeature(value: number, low: number, high: number): number {
  const share = high > low ? (value - low) / (high - low) : 0;
  return Math.round(Math.min(1, Math.max(0, share)) * CODE_RANGE);
}

function learn(training: TrainingData, options: DetectorOptions): Lesson<IsolationForestParameters> {
  const stdFloor = STD_FLOOR_SHARE * robustSpread(training.values, median(training.values));
  const columns = featureColumns(training, stdFloor);
  const low = columns.map((column) =>
    column.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  );
  const high = columns.map((column) => column.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY));
  const codes = new Uint16Array(training.values.length * FEATURE_COUNT);
  columns.forEach((column, feature) => {
    column.forEach((value, row) => {
      codes[row * FEATURE_COUNT + feature] = encodeFeature(value, low[feature]!, high[feature]!);
    });
  });
  const trees = growTrees(codes, seededRandom(options.seed));
  const scores = calibrationScores(trees, codes).sort();
  return {
    parameters: {
      trees: encodeTrees(trees),
      stepMs: training.stepMs,
      stdFloor,
      low,
      high,
      usual: columns.map((column) => median(column)),
      ordinary: quantileOfSorted(scores, 0.5),
      boundary: quantileOfSorted(scores, 1 - options.contamination),
    },
    seasonsMs: [],
    expectedFalseAlarmsPerWeek: (options.contamination * WEEK_MS) / training.stepMs,
  };
}

function featureColumns(training: TrainingData, stdFloor: number): Float64Array[] {
  const window = new FeatureWindow(training.stepMs, stdFloor);
  const features = new Float64Array(FEATURE_COUNT);
  const columns = FEATURE_NAMES.map(() => new Float64Array(training.values.length));
  training.timestampsMs.forEach((timestampMs, row) => {
    window.observe(timestampMs, training.values[row]!, features);
    columns.forEach((column, feature) => {
      column[row] = features[feature]!;
    });
  });
  return columns;
}

function calibrationScores(trees: IsolationTrees, codes: Uint16Array): Float64Array {
  const rowCount = codes.length / FEATURE_COUNT;
  const stride = Math.max(1, Math.floor(rowCount / MAX_CALIBRATION_ROWS));
  const scores = new Float64Array(Math.ceil(rowCount / stride));
  return scores.map((_, index) => {
    const start = index * stride * FEATURE_COUNT;
    return isolationScore(trees, codes.subarray(start, start + FEATURE_COUNT));
  });
}

export const isolationForestMethod: DetectorMethod<IsolationForestParameters, FeatureWindowState> = {
  kind: 'isolation-forest',
  version: 1,
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

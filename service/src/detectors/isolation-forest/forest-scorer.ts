import { allowedScore } from '../allowed-score.ts';
import type { Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, Verdict } from '../detector.ts';
import { encodeFeature, type FeatureRanges, isOutside } from './feature-codes.ts';
import { FEATURE_COUNT, FEATURE_NAMES, FeatureWindow, type FeatureWindowState } from '../feature-window.ts';
import { isolationScoreOutside, type PackedTrees, ROW_WIDTH } from './isolation-trees.ts';
import { unpackedTrees } from './unpacked-trees.ts';
import { decideUnbanded } from '../verdict.ts';

export interface IsolationForestParameters extends FeatureRanges {
  readonly trees: PackedTrees;
  readonly stepMs: number;
  readonly stdFloor: number;
  /** Isolation score of an ordinary training point, which scores 0, and of the boundary, which scores 1. */
  readonly ordinary: number;
  readonly boundary: number;
}

type Calibration = Pick<IsolationForestParameters, 'ordinary' | 'boundary'>;

/** True when training left nothing to tell points apart by: the forest has no opinion. */
export function isUndecided({ ordinary, boundary }: Calibration): boolean {
  return boundary - ordinary < 1e-9;
}

/** From an isolation score to one that is 0 for ordinary points and 1 at the boundary. */
export function calibrate(isolation: number, calibration: Calibration, sensitivity: number): number {
  const { ordinary, boundary } = calibration;
  return isUndecided(calibration) ? 0 : Math.max(0, (isolation - ordinary) / (boundary - ordinary)) * sensitivity;
}

/** Scores feature windows against trained trees. `judge` is the public form; the ensemble calls its parts. */
export class ForestScorer implements Scorer<FeatureWindowState> {
  readonly #parameters: IsolationForestParameters;
  readonly #options: DetectorOptions;
  readonly #window: FeatureWindow;
  readonly #features = new Float64Array(FEATURE_COUNT);

  constructor(parameters: IsolationForestParameters, options: DetectorOptions, state: FeatureWindowState | null) {
    this.#parameters = parameters;
    this.#options = options;
    this.#window = new FeatureWindow(parameters.stepMs, parameters.stdFloor, state);
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    this.observe(timestampMs, value);
    const allowed = allowedScore(value, this.#parameters.usual[0]!, this.#options);
    decideUnbanded(verdict, Math.min(this.isolation(), allowed), 'isolated');
  }

  /** Takes a point into the window without scoring it. */
  observe(timestampMs: number, value: number): void {
    this.#window.observe(timestampMs, value, this.#features);
  }

  /** Calibrated isolation of the point observed last: 0 ordinary, 1 boundary. */
  isolation(): number {
    return isUndecided(this.#parameters) ? 0 : this.#isolationOf(this.#features);
  }

  /**
   * What each feature has to do with the isolation of the point observed last: how much more ordinary it becomes when
   * that feature alone is put back to its training median (ablation).
   */
  explain(): readonly FeatureContribution[] {
    const { usual } = this.#parameters;
    const isolation = this.isolation();
    const drops = FEATURE_NAMES.map((_, feature) =>
      Math.max(0, isolation - this.#isolationOf(this.#features.with(feature, usual[feature]!)))
    );
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

  #isolationOf(features: Float64Array): number {
    const { low, high, trees } = this.#parameters;
    for (let feature = 0; feature < FEATURE_COUNT; feature++) {
      const value = features[feature]!;
      row[feature] = encodeFeature(value, low[feature]!, high[feature]!);
      outside[feature] = isOutside(value, low[feature]!, high[feature]!) ? 1 : 0;
    }
    const isolation = isolationScoreOutside(unpackedTrees(trees), row, outside);
    return calibrate(isolation, this.#parameters, this.#options.sensitivity);
  }
}

/** The row being scored; one for all models, because there is one for every series that is watched. */
const row = new Int32Array(ROW_WIDTH);
const outside = new Uint8Array(ROW_WIDTH);

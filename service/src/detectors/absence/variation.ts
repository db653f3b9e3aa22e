import type { ScoreReason } from '../detector.ts';
import { FEATURE_COUNT, FeatureWindow, type FeatureWindowState } from '../feature-window.ts';
import { quantile } from '../robust-statistics.ts';
import { isColdStart, type TrainingData } from '../training-data.ts';

/** A window varies far less than usual below this share of the calmest percent of training windows. */
const COLLAPSED_SHARE = 0.1;
const CALM_QUANTILE = 0.01;
const STILL_TOLERANCE = 3;
/** A repeated value says nothing before this many training steps. */
const MIN_STILL_STEPS = 10;
const ROLLING_STD = 3;

/** How a series usually moves. */
export interface Variation {
  readonly stepMs: number;
  /** Rolling deviation below which variation has collapsed; 0 when calm windows are usual. */
  readonly collapsedBelow: number;
  /** How long the same value, or collapsed variation, may last; null when it never moved, or too little was seen to tell. */
  readonly toleratedMs: number | null;
}

export interface VariationState {
  readonly window: FeatureWindowState;
  readonly value: number | null;
  readonly sameSinceMs: number;
  readonly calmSinceMs: number | null;
}

export function learnVariation(training: TrainingData): Variation {
  const window = new FeatureWindow(training.stepMs, 0);
  const features = new Float64Array(FEATURE_COUNT);
  const deviations = training.values.map((value, index) => {
    window.observe(training.timestampsMs[index]!, value, features);
    return features[ROLLING_STD]!;
  });
  const longestMs = longestRepeatMs(training);
  const isUnknown = isColdStart(training) || longestMs >= training.toMs - training.fromMs;
  return {
    stepMs: training.stepMs,
    collapsedBelow: COLLAPSED_SHARE * quantile(deviations.subarray(FEATURE_COUNT), CALM_QUANTILE),
    toleratedMs: isUnknown ? null : STILL_TOLERANCE * Math.max(longestMs, MIN_STILL_STEPS * training.stepMs),
  };
}

/** Follows how long a series has not moved. */
export class VariationWatch {
  readonly #variation: Variation;
  readonly #window: FeatureWindow;
  readonly #features = new Float64Array(FEATURE_COUNT);
  /** Of the point observed last; 1 when the series has been still for as long as is tolerated. */
  score = 0;
  reason: ScoreReason = 'stuck';
  #value: number | null;
  #sameSinceMs: number;
  #calmSinceMs: number | null;

  constructor(variation: Variation, state: VariationState | null) {
    this.#variation = variation;
    this.#window = new FeatureWindow(variation.stepMs, 0, state?.window ?? null);
    this.#value = state?.value ?? null;
    this.#sameSinceMs = state?.sameSinceMs ?? 0;
    this.#calmSinceMs = state?.calmSinceMs ?? null;
  }

  observe(timestampMs: number, value: number): void {
    const { toleratedMs, collapsedBelow } = this.#variation;
    this.#window.observe(timestampMs, value, this.#features);
    if (value !== this.#value) {
      this.#value = value;
      this.#sameSinceMs = timestampMs;
    }
    const isCalm = this.#features[ROLLING_STD]! < collapsedBelow;
    this.#calmSinceMs = isCalm ? (this.#calmSinceMs ?? timestampMs) : null;
    if (toleratedMs === null) {
      return;
    }
    const stuck = (timestampMs - this.#sameSinceMs) / toleratedMs;
    const flat = (timestampMs - (this.#calmSinceMs ?? timestampMs)) / toleratedMs;
    this.reason = stuck >= flat ? 'stuck' : 'flatline';
    this.score = Math.min(2, Math.max(stuck, flat));
  }

  state(): VariationState {
    return {
      window: this.#window.state(),
      value: this.#value,
      sameSinceMs: this.#sameSinceMs,
      calmSinceMs: this.#calmSinceMs,
    };
  }
}

function longestRepeatMs(training: TrainingData): number {
  let longestMs = 0;
  let sinceMs = training.fromMs;
  training.values.forEach((value, index) => {
    const timestampMs = training.timestampsMs[index]!;
    if (index > 0 && value !== training.values[index - 1]) {
      sinceMs = timestampMs;
    }
    longestMs = Math.max(longestMs, timestampMs - sinceMs);
  });
  return longestMs;
}

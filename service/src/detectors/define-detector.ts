import type {
  DetectorFactory,
  DetectorKind,
  DetectorModel,
  DetectorOptions,
  ModelCard,
  ModelQuality,
  ModelSnapshot,
  ScoredPoint,
} from './detector.ts';
import { resolveOptions } from './options.ts';
import { median, robustSpread } from './robust-statistics.ts';
import { onlyValue, OUT_OF_RANGE_SCORE, unscored } from './scored-point.ts';
import { isColdStart, prepareTraining, type TrainingData } from './training-data.ts';

/** What a method learned: JSON parameters, and what it has to say for the model card. */
export interface Lesson<Parameters> {
  readonly parameters: Parameters;
  readonly seasonsMs: readonly number[];
  readonly expectedFalseAlarmsPerWeek: number | null;
}

/** Follows one series; sees each point once, in order, finite unless the method scores gaps. */
export interface Scorer<State> {
  score(timestampMs: number, value: number): ScoredPoint;
  state(): State;
}

/** The heart of a detector; `defineDetector` adds everything that all of them have in common. */
export interface DetectorMethod<Parameters, State> {
  readonly kind: DetectorKind;
  /** Raised when parameters or state change shape. */
  readonly version: number;
  readonly invariantTo: { readonly scale: boolean; readonly shift: boolean };
  /** The method wants to see NaN, "no value at this time". */
  readonly scoresGaps: boolean;
  learn(training: TrainingData, options: DetectorOptions): Lesson<Parameters>;
  scorer(parameters: Parameters, options: DetectorOptions, state: State | null): Scorer<State>;
}

/**
 * Makes a detector of a method: training window and masks, minimum samples, order of points, missing values, declared
 * range, and snapshots.
 */
export function defineDetector<Parameters, State>(method: DetectorMethod<Parameters, State>): DetectorFactory {
  return {
    kind: method.kind,
    invariantTo: method.invariantTo,
    fit(series, options) {
      const resolved = resolveOptions(options);
      const training = prepareTraining(series, resolved);
      const lesson = training.values.length < resolved.minSamples ? null : method.learn(training, resolved);
      const card = writeCard(method.kind, training, resolved, lesson);
      return new StreamModel(method, resolved, card, lesson?.parameters ?? null, null);
    },
    restore(snapshot) {
      if (snapshot.kind !== method.kind || snapshot.version !== method.version) {
        throw new Error(
          `cannot restore ${snapshot.kind} version ${snapshot.version} as ${method.kind} version ${method.version}`
        );
      }
      const { options, card, parameters, state } = snapshot;
      return new StreamModel(method, options, card, parameters as Parameters | null, state as StreamState<State>);
    },
  };
}

interface StreamState<State> {
  readonly lastMs: number | null;
  readonly scorer: State | null;
}

class StreamModel<Parameters, State> implements DetectorModel {
  readonly kind: DetectorKind;
  readonly card: ModelCard;
  readonly #method: DetectorMethod<Parameters, State>;
  readonly #options: DetectorOptions;
  readonly #parameters: Parameters | null;
  readonly #scorer: Scorer<State> | null;
  #lastMs: number;

  constructor(
    method: DetectorMethod<Parameters, State>,
    options: DetectorOptions,
    card: ModelCard,
    parameters: Parameters | null,
    state: StreamState<State> | null
  ) {
    this.kind = method.kind;
    this.card = card;
    this.#method = method;
    this.#options = options;
    this.#parameters = parameters;
    this.#scorer = parameters === null ? null : method.scorer(parameters, options, state?.scorer ?? null);
    this.#lastMs = state?.lastMs ?? Number.NEGATIVE_INFINITY;
  }

  score(timestampMs: number, value: number): ScoredPoint {
    if (timestampMs <= this.#lastMs) {
      return unscored(timestampMs, value, timestampMs === this.#lastMs ? 'duplicate' : 'out-of-order');
    }
    this.#lastMs = timestampMs;
    if (!Number.isFinite(value)) {
      return this.#scorer && this.#method.scoresGaps
        ? this.#scorer.score(timestampMs, Number.NaN)
        : unscored(timestampMs, value, 'no-value');
    }
    const point = this.#scorer?.score(timestampMs, value) ?? unscored(timestampMs, value, 'too-few-samples');
    return this.#isInRange(value) ? point : outOfRange(point, value);
  }

  snapshot(): ModelSnapshot {
    return {
      kind: this.kind,
      version: this.#method.version,
      options: this.#options,
      card: this.card,
      parameters: this.#parameters,
      state: this.state(),
    };
  }

  state(): StreamState<State> {
    return {
      lastMs: Number.isFinite(this.#lastMs) ? this.#lastMs : null,
      scorer: this.#scorer?.state() ?? null,
    };
  }

  fork(): DetectorModel {
    return new StreamModel(this.#method, this.#options, this.card, this.#parameters, null);
  }

  #isInRange(value: number): boolean {
    const [low, high] = this.#options.dataRange;
    return (low === null || value >= low) && (high === null || value <= high);
  }
}

function outOfRange(point: ScoredPoint, value: number): ScoredPoint {
  return {
    ...point,
    score: Math.max(point.score ?? 0, OUT_OF_RANGE_SCORE),
    agreed: true,
    reason: 'out-of-range',
    features: onlyValue(value, point.expected),
  };
}

function writeCard(
  kind: DetectorKind,
  training: TrainingData,
  options: DetectorOptions,
  lesson: Lesson<unknown> | null
): ModelCard {
  const level = training.values.length > 0 ? median(training.values) : 0;
  const spread = robustSpread(training.values, level);
  return {
    kind,
    trainedFromMs: training.fromMs,
    trainedToMs: training.toMs,
    stepMs: training.stepMs,
    samples: training.values.length,
    maskedSamples: training.maskedSamples,
    maskedWindows: training.maskedWindows,
    quality: judgeQuality(training, options, spread),
    seasonsMs: lesson?.seasonsMs ?? [],
    level,
    spread,
    expectedFalseAlarmsPerWeek: lesson?.expectedFalseAlarmsPerWeek ?? null,
  };
}

function judgeQuality(training: TrainingData, options: DetectorOptions, spread: number): ModelQuality {
  const isShort = isColdStart(training) || training.values.length < options.minSamples;
  if (isShort) {
    return 'thin';
  }
  return spread === 0 ? 'flat' : 'healthy';
}

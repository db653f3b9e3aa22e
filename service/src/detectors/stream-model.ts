import { CounterRate, type CounterState } from './counter/counter-rate.ts';
import type { DetectorMethod, Scorer } from './define-detector.ts';
import type {
  DetectorKind,
  DetectorModel,
  DetectorOptions,
  ModelCard,
  ModelSnapshot,
  ScoredPoint,
  Verdict,
} from './detector.ts';
import { decline, newVerdict, onlyValue, OUT_OF_RANGE_SCORE, toPoint } from './verdict.ts';

export interface StreamState<State> {
  readonly lastMs: number | null;
  /** The highest score since it was last below 1; 0 while it is. */
  readonly peak: number;
  readonly counter: CounterState | null;
  readonly scorer: State | null;
}

/** A trained method following one series: order of points, missing values, declared range, features, snapshots. */
export class StreamModel<Parameters, State> implements DetectorModel {
  readonly kind: DetectorKind;
  readonly card: ModelCard;
  readonly #method: DetectorMethod<Parameters, State>;
  readonly #options: DetectorOptions;
  readonly #parameters: Parameters | null;
  readonly #scorer: Scorer<State> | null;
  readonly #counter: CounterRate | null;
  readonly #verdict = newVerdict();
  /** The value judged last, as the method saw it: a counter's is its rate. */
  #reading = Number.NaN;
  #lastMs: number;
  #peak: number;

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
    this.#counter = options.signal === 'counter' ? new CounterRate(state?.counter ?? null) : null;
    this.#lastMs = state?.lastMs ?? Number.NEGATIVE_INFINITY;
    this.#peak = state?.peak ?? 0;
  }

  score(timestampMs: number, value: number): ScoredPoint {
    const verdict = this.#verdict;
    const peakBefore = this.#peak;
    this.judge(timestampMs, value, verdict);
    return this.#peak > peakBefore
      ? toPoint(timestampMs, this.#reading, verdict, this.#explain(this.#reading, verdict))
      : toPoint(timestampMs, this.#reading, verdict);
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    this.#reading = value;
    if (timestampMs <= this.#lastMs) {
      decline(verdict, timestampMs === this.#lastMs ? 'duplicate' : 'out-of-order');
      return;
    }
    this.#lastMs = timestampMs;
    const isFirstTotal = this.#counter?.state() === null;
    this.#reading = this.#counter?.read(timestampMs, value) ?? value;
    if (Number.isFinite(this.#reading)) {
      this.#judgeValue(timestampMs, this.#reading, verdict);
    } else if (isFirstTotal) {
      decline(verdict, 'no-value');
    } else if (this.#scorer && this.#method.scoresGaps) {
      this.#scorer.judge(timestampMs, Number.NaN, verdict);
    } else {
      decline(verdict, 'no-value');
    }
    this.#followPeak(verdict.score);
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
      peak: this.#peak,
      counter: this.#counter?.state() ?? null,
      scorer: this.#scorer?.state() ?? null,
    };
  }

  fork(): DetectorModel {
    return new StreamModel(this.#method, this.#options, this.card, this.#parameters, null);
  }

  #judgeValue(timestampMs: number, value: number, verdict: Verdict): void {
    if (this.#scorer) {
      this.#scorer.judge(timestampMs, value, verdict);
    } else {
      decline(verdict, 'too-few-samples');
    }
    const [low, high] = this.#options.dataRange;
    const isInRange = (low === null || value >= low) && (high === null || value <= high);
    if (!isInRange) {
      verdict.score = Math.max(Number.isNaN(verdict.score) ? 0 : verdict.score, OUT_OF_RANGE_SCORE);
      verdict.agreed = true;
      verdict.reason = 'out-of-range';
    }
  }

  #followPeak(score: number): void {
    if (score >= 1) {
      this.#peak = Math.max(this.#peak, score);
    } else if (score < 1) {
      this.#peak = 0;
    }
  }

  #explain(value: number, verdict: Verdict) {
    return verdict.reason === 'out-of-range' || !this.#scorer
      ? onlyValue(value, verdict.expected)
      : this.#scorer.explain(value, verdict);
  }
}

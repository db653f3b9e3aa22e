import { clockOf, type LocalClock } from '../calendar/local-clock.ts';
import type { Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, ScoreReason, Signal, Verdict } from '../detector.ts';
import { decideUnbanded, onlyValue } from '../verdict.ts';
import { isExpectedAt, type Presence } from './presence.ts';
import { DROPPED_SHARE, quietLevelAt, type QuietLevel } from './quiet-level.ts';
import { VariationWatch, type Variation, type VariationState } from './variation.ts';

const DROP_REASONS: Readonly<Record<Signal, ScoreReason>> = {
  gauge: 'drop-to-zero',
  counter: 'stuck-counter',
  log: 'log-silence',
  trace: 'trace-silence',
};

export interface AbsenceParameters {
  readonly presence: Presence;
  readonly quietLevel: QuietLevel;
  readonly variation: Variation;
}

export interface AbsenceState {
  /** How long values have been missing at times when they were expected, and since when that is counted. */
  readonly missingMs: number;
  readonly lastMs: number | null;
  readonly droppedSinceMs: number | null;
  readonly variation: VariationState;
}

export class AbsenceScorer implements Scorer<AbsenceState> {
  readonly #parameters: AbsenceParameters;
  readonly #watchesLow: boolean;
  readonly #dropReason: ScoreReason;
  readonly #clock: LocalClock;
  readonly #variation: VariationWatch;
  #quiet = 0;
  #missingMs: number;
  #lastMs: number | null;
  #droppedSinceMs: number | null;

  constructor(parameters: AbsenceParameters, options: DetectorOptions, state: AbsenceState | null) {
    this.#parameters = parameters;
    this.#watchesLow = options.direction !== 'up';
    this.#dropReason = DROP_REASONS[options.signal];
    this.#clock = clockOf(options.timeZone);
    this.#variation = new VariationWatch(parameters.variation, state?.variation ?? null);
    this.#missingMs = state?.missingMs ?? 0;
    this.#lastMs = state?.lastMs ?? null;
    this.#droppedSinceMs = state?.droppedSinceMs ?? null;
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    if (Number.isNaN(value)) {
      this.#judgeMissing(timestampMs, verdict);
    } else {
      this.#judgePresent(timestampMs, value, verdict);
    }
  }

  explain(value: number): readonly FeatureContribution[] {
    return Number.isNaN(value) ? [] : onlyValue(value, this.#quiet > 0 ? this.#quiet : Number.NaN);
  }

  state(): AbsenceState {
    return {
      missingMs: this.#missingMs,
      lastMs: this.#lastMs,
      droppedSinceMs: this.#droppedSinceMs,
      variation: this.#variation.state(),
    };
  }

  #judgeMissing(timestampMs: number, verdict: Verdict): void {
    const { presence } = this.#parameters;
    if (this.#lastMs !== null && isExpectedAt(presence, this.#clock.localMs(timestampMs))) {
      this.#missingMs += timestampMs - this.#lastMs;
    }
    this.#lastMs = timestampMs;
    decideUnbanded(verdict, Math.min(2, this.#missingMs / presence.toleratedMs), 'gone');
  }

  #judgePresent(timestampMs: number, value: number, verdict: Verdict): void {
    this.#missingMs = 0;
    this.#lastMs = timestampMs;
    this.#quiet = quietLevelAt(this.#parameters.quietLevel, this.#clock.localMs(timestampMs));
    this.#variation.observe(timestampMs, value);
    const dropped = this.#watchesLow ? this.#dropScore(timestampMs, value) : 0;
    if (dropped >= this.#variation.score) {
      decideUnbanded(verdict, dropped, this.#dropReason);
    } else {
      decideUnbanded(verdict, this.#variation.score, this.#variation.reason);
    }
  }

  /** 2 at zero, 1 at a tenth of the quiet level, nothing where silence is usual at that hour, or for that long. */
  #dropScore(timestampMs: number, value: number): number {
    if (this.#quiet <= 0 || value >= 2 * DROPPED_SHARE * this.#quiet) {
      this.#droppedSinceMs = null;
      return 0;
    }
    this.#droppedSinceMs ??= timestampMs;
    const { toleratedMs } = this.#parameters.quietLevel;
    const isHabit = toleratedMs > 0 && timestampMs - this.#droppedSinceMs <= toleratedMs;
    return isHabit ? 0 : Math.min(2, 2 - value / (DROPPED_SHARE * this.#quiet));
  }
}

import { defineDetector, type DetectorMethod, type Lesson, type Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, Verdict } from '../detector.ts';
import { learnPresence, isExpectedAt, type Presence } from './presence.ts';
import { learnQuietLevel, quietLevelAt, type QuietLevel } from './quiet-level.ts';
import { learnVariation, VariationWatch, type Variation, type VariationState } from './variation.ts';
import type { TrainingData } from '../training-data.ts';
import { decideUnbanded, onlyValue } from '../verdict.ts';

/** At this share of the usual minimum a value begins to count as dropped; at nothing it is critical. */
const DROPPED_SHARE = 0.1;

export interface AbsenceParameters {
  readonly presence: Presence;
  readonly quietLevel: QuietLevel;
  readonly variation: Variation;
}

export interface AbsenceState {
  /** How long values have been missing at times when they were expected, and since when that is counted. */
  readonly missingMs: number;
  readonly lastMs: number | null;
  readonly variation: VariationState;
}

class AbsenceScorer implements Scorer<AbsenceState> {
  readonly #parameters: AbsenceParameters;
  readonly #watchesLow: boolean;
  readonly #variation: VariationWatch;
  #quiet = 0;
  #missingMs: number;
  #lastMs: number | null;

  constructor(parameters: AbsenceParameters, options: DetectorOptions, state: AbsenceState | null) {
    this.#parameters = parameters;
    this.#watchesLow = options.direction !== 'up';
    this.#variation = new VariationWatch(parameters.variation, state?.variation ?? null);
    this.#missingMs = state?.missingMs ?? 0;
    this.#lastMs = state?.lastMs ?? null;
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
    return { missingMs: this.#missingMs, lastMs: this.#lastMs, variation: this.#variation.state() };
  }

  #judgeMissing(timestampMs: number, verdict: Verdict): void {
    const { presence } = this.#parameters;
    if (this.#lastMs !== null && isExpectedAt(presence, timestampMs)) {
      this.#missingMs += timestampMs - this.#lastMs;
    }
    this.#lastMs = timestampMs;
    decideUnbanded(verdict, Math.min(2, this.#missingMs / presence.toleratedMs), 'gone');
  }

  #judgePresent(timestampMs: number, value: number, verdict: Verdict): void {
    this.#missingMs = 0;
    this.#lastMs = timestampMs;
    this.#quiet = quietLevelAt(this.#parameters.quietLevel, timestampMs);
    this.#variation.observe(timestampMs, value);
    const dropped = this.#watchesLow ? dropScore(value, this.#quiet) : 0;
    if (dropped >= this.#variation.score) {
      decideUnbanded(verdict, dropped, 'drop-to-zero');
    } else {
      decideUnbanded(verdict, this.#variation.score, this.#variation.reason);
    }
  }
}

/** 2 at zero, 1 at a tenth of the quiet level, nothing where silence is usual. */
function dropScore(value: number, quietLevel: number): number {
  return quietLevel > 0 ? Math.min(2, Math.max(0, 2 - value / (DROPPED_SHARE * quietLevel))) : 0;
}

function learn(training: TrainingData): Lesson<AbsenceParameters> {
  return {
    parameters: {
      presence: learnPresence(training),
      quietLevel: learnQuietLevel(training),
      variation: learnVariation(training),
    },
    seasonsMs: [],
    expectedFalseAlarmsPerWeek: null,
  };
}

export const absenceMethod: DetectorMethod<AbsenceParameters, AbsenceState> = {
  kind: 'absence',
  version: 1,
  invariantTo: { scale: true, shift: false },
  scoresGaps: true,
  learn,
  scorer: (parameters, options, state) => new AbsenceScorer(parameters, options, state),
};

/**
 * Absence is an anomaly: `gone` (no value for longer than ever before at times when there is one), `drop-to-zero` (next to
 * nothing at a time of day that is never silent), `stuck` (the very same value for much longer than ever before) and
 * `flatline` (variation collapsed). Silence at hours that are usually silent is normal. Score NaN for "no value".
 */
export const absence = defineDetector(absenceMethod);

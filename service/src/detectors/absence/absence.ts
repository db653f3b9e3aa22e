import { defineDetector, type DetectorMethod, type Lesson, type Scorer } from '../define-detector.ts';
import type { DetectorOptions, ScoredPoint, ScoreReason } from '../detector.ts';
import { learnPresence, isExpectedAt, type Presence } from './presence.ts';
import { learnQuietLevel, quietLevelAt, type QuietLevel } from './quiet-level.ts';
import { onlyValue, unbanded } from '../scored-point.ts';
import { learnVariation, VariationWatch, type Variation, type VariationState } from './variation.ts';
import type { TrainingData } from '../training-data.ts';

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
  #missingMs: number;
  #lastMs: number | null;

  constructor(parameters: AbsenceParameters, options: DetectorOptions, state: AbsenceState | null) {
    this.#parameters = parameters;
    this.#watchesLow = options.direction !== 'up';
    this.#variation = new VariationWatch(parameters.variation, state?.variation ?? null);
    this.#missingMs = state?.missingMs ?? 0;
    this.#lastMs = state?.lastMs ?? null;
  }

  score(timestampMs: number, value: number): ScoredPoint {
    return Number.isNaN(value) ? this.#scoreMissing(timestampMs) : this.#scorePresent(timestampMs, value);
  }

  state(): AbsenceState {
    return { missingMs: this.#missingMs, lastMs: this.#lastMs, variation: this.#variation.state() };
  }

  #scoreMissing(timestampMs: number): ScoredPoint {
    const { presence } = this.#parameters;
    if (this.#lastMs !== null && isExpectedAt(presence, timestampMs)) {
      this.#missingMs += timestampMs - this.#lastMs;
    }
    this.#lastMs = timestampMs;
    return unbanded(timestampMs, Number.NaN, Math.min(2, this.#missingMs / presence.toleratedMs), 'gone');
  }

  #scorePresent(timestampMs: number, value: number): ScoredPoint {
    this.#missingMs = 0;
    this.#lastMs = timestampMs;
    const quiet = quietLevelAt(this.#parameters.quietLevel, timestampMs);
    const still = this.#variation.observe(timestampMs, value);
    const dropped = this.#watchesLow ? dropScore(value, quiet) : 0;
    const [score, reason]: [number, ScoreReason] =
      dropped >= still.score ? [dropped, 'drop-to-zero'] : [still.score, still.reason];
    return unbanded(timestampMs, value, score, reason, score >= 1 ? onlyValue(value, quiet > 0 ? quiet : null) : []);
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

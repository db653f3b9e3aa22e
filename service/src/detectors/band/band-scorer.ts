import type { Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, Verdict } from '../detector.ts';
import { MAX_SCORE, onlyValue } from '../verdict.ts';
import { Expectation, type SeasonalShape } from './expectation.ts';

/** Keeps scores finite where rounding is all the noise there is. */
const MIN_HALF_WIDTH_SHARE = 1e-9;
/** Of a series that has only ever been zero nobody knows how far off is far: noticed, but not enough by itself. */
const UNSCALED_SCORE = 0.9;

export interface SeasonalBandParameters extends SeasonalShape {
  /** Half widths above and below, in units of the spread at that time; both 0 when the series has only been zero. */
  readonly upHalf: number;
  readonly downHalf: number;
}

export class BandScorer implements Scorer<null> {
  /** The usual noise at the time of the point judged last. */
  spread = 1;
  readonly #parameters: SeasonalBandParameters;
  readonly #options: DetectorOptions;
  readonly #expectation: Expectation;

  constructor(parameters: SeasonalBandParameters, options: DetectorOptions) {
    this.#parameters = parameters;
    this.#options = options;
    this.#expectation = new Expectation(parameters, options);
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    const localMs = this.#expectation.localMs(timestampMs);
    const standInMs = this.#expectation.standInMs(localMs);
    this.#judgeAgainst(timestampMs, localMs, value, verdict);
    if (standInMs !== localMs && verdict.score > 0) {
      this.#excuseByHoliday(timestampMs, localMs, standInMs, value, verdict);
    }
  }

  explain(value: number, { expected }: Verdict): readonly FeatureContribution[] {
    return onlyValue(value, expected);
  }

  state(): null {
    return null;
  }

  /** Of the weekday and the Sunday, the one that makes less of the value. */
  #excuseByHoliday(timestampMs: number, localMs: number, standInMs: number, value: number, verdict: Verdict): void {
    const asWeekday = verdict.score;
    this.#judgeAgainst(timestampMs, standInMs, value, verdict);
    if (verdict.score > asWeekday) {
      this.#judgeAgainst(timestampMs, localMs, value, verdict);
    }
  }

  #judgeAgainst(timestampMs: number, localMs: number, value: number, verdict: Verdict): void {
    const { minDeviation, minRelativeDeviation, direction } = this.#options;
    const expected = this.#expectation.expectedAt(timestampMs, localMs);
    this.spread = this.#expectation.spreadAt(localMs);
    const least = Math.max(
      minDeviation,
      minRelativeDeviation * Math.abs(expected),
      MIN_HALF_WIDTH_SHARE * Math.abs(expected)
    );
    const upHalf = Math.max(least, this.#parameters.upHalf * this.spread);
    const downHalf = Math.max(least, this.#parameters.downHalf * this.spread);
    const isAbove = value >= expected;
    const matters = direction === 'both' || (direction === 'up') === isAbove;
    const score = isAbove ? distance(value - expected, upHalf) : distance(expected - value, downHalf);
    verdict.score = matters ? score : 0;
    verdict.expected = expected;
    verdict.lower = expected - downHalf;
    verdict.upper = expected + upHalf;
    verdict.agreed = verdict.score >= 1;
    verdict.reason = verdict.agreed ? (isAbove ? 'above-band' : 'below-band') : 'usual';
    verdict.onsetMs = Number.NaN;
  }
}

function distance(deviation: number, half: number): number {
  if (half > 0) {
    return Math.min(MAX_SCORE, deviation / half);
  }
  return deviation === 0 ? 0 : UNSCALED_SCORE;
}

import type { DetectorOptions, ScoreReason } from '../detector.ts';
import { MAX_SCORE } from '../verdict.ts';
import { LevelTracker, type LevelMargins, type LevelScales, type LevelTrackerState } from './level-tracker.ts';
import { Onset, type OnsetState } from './onset.ts';
import { UnscaledWatch, type UnscaledState } from './unscaled-watch.ts';

/** Of the boundary of three steps: deviations beyond it add up to the onset of a shift. */
const ONSET_ALLOWANCE = 0.25;

/** A shift that is seen in every point ends at once with a usual one that is nearer than this share of it. */
const BACK_SHARE = 0.5;

export interface LevelParameters {
  readonly scales: LevelScales;
  /** Boundaries in spreads. */
  readonly up: LevelMargins;
  readonly down: LevelMargins;
  /** The series has only ever been zero. */
  readonly isScaleUnknown: boolean;
}

export interface LevelState {
  readonly tracker: LevelTrackerState;
  readonly rise: OnsetState;
  readonly fall: OnsetState;
  readonly unscaled: UnscaledState;
}

/** Follows where a series stands against what is expected of it. The fields tell of the point observed last. */
export class LevelWatch {
  score = 0;
  reason: ScoreReason = 'usual';
  /** When the shift began; NaN below score 1. */
  onsetMs = Number.NaN;
  /** The shift itself, in spreads. */
  shift = 0;
  readonly #parameters: LevelParameters;
  readonly #options: DetectorOptions;
  readonly #tracker: LevelTracker;
  readonly #rise: Onset;
  readonly #fall: Onset;
  readonly #unscaled: UnscaledWatch;

  constructor(parameters: LevelParameters, options: DetectorOptions, state: LevelState | null) {
    this.#parameters = parameters;
    this.#options = options;
    this.#tracker = new LevelTracker(parameters.scales, state?.tracker ?? null);
    this.#rise = new Onset(ONSET_ALLOWANCE * parameters.up.ofThree, state?.rise ?? null);
    this.#fall = new Onset(ONSET_ALLOWANCE * parameters.down.ofThree, state?.fall ?? null);
    this.#unscaled = new UnscaledWatch(parameters.scales.stepMs, state?.unscaled ?? null);
  }

  /** @param spread the noise that is usual at this time, in the unit of the series */
  observe(timestampMs: number, value: number, expected: number, spread: number): void {
    const { minDeviation, minRelativeDeviation, direction } = this.#options;
    const least = Math.max(minDeviation, minRelativeDeviation * Math.abs(expected)) / spread;
    if (this.#parameters.isScaleUnknown && least === 0) {
      this.#watchUnscaled(timestampMs, value - expected);
      return;
    }
    const { up, down } = this.#parameters;
    const residual = (value - expected) / spread;
    this.#track(timestampMs, residual);
    const rise = direction === 'down' ? 0 : this.#sideScore(up, residual, 1, least);
    const fall = direction === 'up' ? 0 : this.#sideScore(down, -residual, -1, least);
    const isRise = rise >= fall;
    this.score = isRise ? rise : fall;
    this.shift = this.#current(isRise ? up : down);
    this.#date(timestampMs, isRise ? this.#rise : this.#fall);
  }

  state(): LevelState {
    return {
      tracker: this.#tracker.state(),
      rise: this.#rise.state(),
      fall: this.#fall.state(),
      unscaled: this.#unscaled.state(),
    };
  }

  #track(timestampMs: number, residual: number): void {
    const { up, down } = this.#parameters;
    this.#tracker.observe(timestampMs, residual);
    this.#tracker.catchUp(this.#tracker.fast + this.#tracker.slow >= 0 ? up : down);
    this.#rise.observe(timestampMs, residual);
    this.#fall.observe(timestampMs, -residual);
  }

  #date(timestampMs: number, onset: Onset): void {
    this.onsetMs = this.score >= 1 ? (onset.sinceMs ?? timestampMs) : Number.NaN;
    this.reason = onset.isGradual(Math.abs(this.shift)) ? 'trend-break' : 'level-shift';
  }

  #watchUnscaled(timestampMs: number, deviation: number): void {
    const { direction } = this.#options;
    const matters = direction === 'both' || (direction === 'up' ? deviation > 0 : deviation < 0);
    this.score = this.#unscaled.observe(timestampMs, matters ? deviation : 0);
    this.shift = deviation;
    this.onsetMs = this.score >= 1 ? this.#unscaled.sinceMs! : Number.NaN;
    this.reason = 'level-shift';
  }

  #sideScore(boundary: LevelMargins, newest: number, sign: 1 | -1, least: number): number {
    const { ofThree, fast, slow } = this.#tracker;
    const usual = Math.max(boundary.ofThree, least);
    const isBack = sign * ofThree >= usual && newest < Math.min(usual, BACK_SHARE * sign * ofThree);
    if (isBack) {
      return 0;
    }
    const score = Math.max(
      (sign * ofThree) / usual,
      (sign * fast) / Math.max(boundary.fast, least),
      (sign * slow) / Math.max(boundary.slow, least)
    );
    return Math.min(MAX_SCORE, Math.max(0, score));
  }

  #current(boundary: LevelMargins): number {
    const { ofThree, fast } = this.#tracker;
    return Math.abs(ofThree) >= boundary.ofThree ? ofThree : fast;
  }
}

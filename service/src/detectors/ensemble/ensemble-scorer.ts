import { AbsenceScorer, type AbsenceParameters, type AbsenceState } from '../absence/absence-scorer.ts';
import { BandScorer, type SeasonalBandParameters } from '../band/band-scorer.ts';
import type { Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, Verdict } from '../detector.ts';
import type { FeatureWindowState } from '../feature-window.ts';
import { ForestScorer, isUndecided, type IsolationForestParameters } from '../isolation-forest/forest-scorer.ts';
import { LevelWatch, type LevelParameters, type LevelState } from '../level/level-watch.ts';
import { newVerdict } from '../verdict.ts';
import type { WaveformTrackerState } from '../waveform/waveform-tracker.ts';
import { WaveformWatch, type WaveformParameters } from '../waveform/waveform-watch.ts';
import { inSeriesUnit, relativeDeviation } from './relative-deviation.ts';

/** Up to here the band alone decides; the forest is asked only about what comes near the boundary. */
const GREY_FROM = 0.7;
/** How much of the band's verdict beyond that counts when nothing else sees anything unusual. */
const UNSUPPORTED_WEIGHT = 0.5;

export interface EnsembleParameters {
  readonly band: SeasonalBandParameters;
  readonly forest: IsolationForestParameters;
  readonly level: LevelParameters;
  readonly waveform: WaveformParameters;
  readonly absence: AbsenceParameters;
}

export interface EnsembleState {
  readonly forest: FeatureWindowState;
  readonly level: LevelState;
  readonly waveform: WaveformTrackerState;
  readonly absence: AbsenceState;
}

export class EnsembleScorer implements Scorer<EnsembleState> {
  readonly #band: BandScorer;
  readonly #forest: ForestScorer;
  readonly #level: LevelWatch;
  readonly #waveform: WaveformWatch;
  readonly #absence: AbsenceScorer;
  readonly #forestIsUndecided: boolean;
  readonly #absent = newVerdict();
  #isOutsideBand = false;

  constructor(parameters: EnsembleParameters, options: DetectorOptions, state: EnsembleState | null) {
    this.#band = new BandScorer(parameters.band, options);
    this.#forest = new ForestScorer(parameters.forest, options, state?.forest ?? null);
    this.#level = new LevelWatch(parameters.level, options, state?.level ?? null);
    this.#waveform = new WaveformWatch(parameters.waveform, state?.waveform ?? null);
    this.#absence = new AbsenceScorer(parameters.absence, options, state?.absence ?? null);
    this.#forestIsUndecided = isUndecided(parameters.forest);
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    if (Number.isNaN(value)) {
      this.#absence.judge(timestampMs, value, verdict);
      return;
    }
    this.#band.judge(timestampMs, value, verdict);
    this.#level.observe(timestampMs, value, verdict.expected, this.#band.spread);
    this.#forest.observe(timestampMs, relativeDeviation(value, verdict));
    this.#isOutsideBand = verdict.score >= 1;
    const isInBand = value >= verdict.lower && value <= verdict.upper;
    this.#waveform.observe(timestampMs, (value - verdict.expected) / this.#band.spread, isInBand);
    this.#weigh(verdict);
    this.#considerLevel(verdict);
    this.#considerWaveform(verdict);
    this.#considerAbsence(timestampMs, value, verdict);
  }

  explain(value: number, verdict: Verdict): readonly FeatureContribution[] {
    if (verdict.reason === 'waveform') {
      return this.#waveform.explain();
    }
    if (!this.#isOutsideBand) {
      return this.#absent.agreed ? this.#absence.explain(value) : this.#explainLevel(verdict);
    }
    return this.#forestIsUndecided
      ? this.#band.explain(value, verdict)
      : this.#forest.explain().map((contribution) => inSeriesUnit(contribution, value, verdict));
  }

  state(): EnsembleState {
    return {
      forest: this.#forest.state(),
      level: this.#level.state(),
      waveform: this.#waveform.state(),
      absence: this.#absence.state(),
    };
  }

  /** What the band says counts in full where another method supports it; the cheaper one is asked first. */
  #weigh(verdict: Verdict): void {
    if (verdict.score < GREY_FROM) {
      return;
    }
    const isSupported = this.#forestIsUndecided || this.#level.score >= 1;
    const support = isSupported ? 1 : Math.min(1, this.#forest.isolation());
    const weight = UNSUPPORTED_WEIGHT + (1 - UNSUPPORTED_WEIGHT) * support;
    verdict.score = GREY_FROM + (verdict.score - GREY_FROM) * weight;
    if (verdict.score < 1) {
      verdict.reason = 'usual';
    }
    verdict.agreed = verdict.score >= 1 && support >= 1;
  }

  #considerWaveform(verdict: Verdict): void {
    if (this.#waveform.score >= 1 && this.#waveform.score > verdict.score) {
      verdict.score = this.#waveform.score;
      verdict.reason = 'waveform';
      verdict.agreed = false;
    }
  }

  #considerLevel(verdict: Verdict): void {
    const level = this.#level;
    if (level.score < 1) {
      return;
    }
    verdict.onsetMs = level.onsetMs;
    if (level.score > verdict.score) {
      verdict.score = level.score;
      verdict.reason = level.reason;
      verdict.agreed = this.#isOutsideBand;
    }
  }

  #considerAbsence(timestampMs: number, value: number, verdict: Verdict): void {
    const absent = this.#absent;
    this.#absence.judge(timestampMs, value, absent);
    if (absent.agreed && absent.score >= Math.min(verdict.score, 2)) {
      verdict.score = Math.max(absent.score, verdict.score);
      verdict.agreed = true;
      verdict.reason = absent.reason;
    }
  }

  #explainLevel({ expected }: Verdict): readonly FeatureContribution[] {
    return [{ name: 'level', value: expected + this.#level.shift * this.#band.spread, expected, share: 1 }];
  }
}

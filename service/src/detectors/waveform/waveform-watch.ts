import type { FeatureContribution } from '../detector.ts';
import { WaveformTracker, type WaveformScales, type WaveformTrackerState } from './waveform-tracker.ts';

/** A series that stays in its band is never critical for the shape in which it does. */
const MAX_WAVEFORM_SCORE = 1.9;

export const WAVEFORM_ASPECTS = ['variation', 'roughness', 'rhythm'] as const;
export type WaveformAspect = (typeof WAVEFORM_ASPECTS)[number];

/** What is usual of one aspect, and how far above and below noise carries it; logarithms. */
export interface AspectRange {
  readonly usual: number;
  readonly up: number;
  readonly down: number;
}

export interface WaveformParameters {
  readonly scales: WaveformScales;
  readonly ranges: Readonly<Record<WaveformAspect, AspectRange>>;
}

/** Watches the shape in which a series moves inside its band. The fields tell of the point observed last. */
export class WaveformWatch {
  score = 0;
  readonly #parameters: WaveformParameters;
  readonly #tracker: WaveformTracker;
  #worst: WaveformAspect = 'variation';

  constructor(parameters: WaveformParameters, state: WaveformTrackerState | null) {
    this.#parameters = parameters;
    this.#tracker = new WaveformTracker(parameters.scales, state);
  }

  /** @param isInBand what leaves the band is for others to judge, and would be remembered here for too long */
  observe(timestampMs: number, residual: number, isInBand: boolean): void {
    this.score = 0;
    if (!isInBand) {
      return;
    }
    this.#tracker.observe(timestampMs, residual);
    if (!this.#tracker.isSettled) {
      return;
    }
    for (let index = 0; index < WAVEFORM_ASPECTS.length; index++) {
      this.#consider(WAVEFORM_ASPECTS[index]!);
    }
  }

  /** Variance, or a share of it, as a multiple of what is usual. */
  explain(): readonly FeatureContribution[] {
    const { usual } = this.#parameters.ranges[this.#worst];
    return [{ name: this.#worst, value: Math.exp(this.#tracker[this.#worst] - usual), expected: 1, share: 1 }];
  }

  state(): WaveformTrackerState {
    return this.#tracker.state();
  }

  #consider(aspect: WaveformAspect): void {
    const { usual, up, down } = this.#parameters.ranges[aspect];
    const deviation = this.#tracker[aspect] - usual;
    const score = Math.min(MAX_WAVEFORM_SCORE, deviation >= 0 ? deviation / up : -deviation / down);
    if (score > this.score) {
      this.score = score;
      this.#worst = aspect;
    }
  }
}

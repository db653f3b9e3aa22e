import { BandScorer, type SeasonalBandParameters } from '../band/band-scorer.ts';
import { learnBand } from '../band/learn-band.ts';
import { defineDetector, type Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, Verdict } from '../detector.ts';
import { learnWaveform } from './learn-waveform.ts';
import type { WaveformTrackerState } from './waveform-tracker.ts';
import { WaveformWatch, type WaveformParameters } from './waveform-watch.ts';

interface WaveformModelParameters {
  readonly band: SeasonalBandParameters;
  readonly waveform: WaveformParameters;
}

class WaveformScorer implements Scorer<WaveformTrackerState> {
  readonly #band: BandScorer;
  readonly #waveform: WaveformWatch;

  constructor(parameters: WaveformModelParameters, options: DetectorOptions, state: WaveformTrackerState | null) {
    this.#band = new BandScorer(parameters.band, options);
    this.#waveform = new WaveformWatch(parameters.waveform, state);
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    this.#band.judge(timestampMs, value, verdict);
    const isInBand = value >= verdict.lower && value <= verdict.upper;
    this.#waveform.observe(timestampMs, (value - verdict.expected) / this.#band.spread, isInBand);
    verdict.score = this.#waveform.score;
    verdict.agreed = verdict.score >= 1;
    verdict.reason = verdict.agreed ? 'waveform' : 'usual';
  }

  explain(): readonly FeatureContribution[] {
    return this.#waveform.explain();
  }

  state(): WaveformTrackerState {
    return this.#waveform.state();
  }
}

/**
 * The shape in which a series moves while it stays in its band: how much it varies, how jagged it is (von Neumann 1941),
 * and how much of it is in its usual rhythm (a damped Goertzel coefficient at the period that its autocorrelation
 * shows). Each must stay where it stays by itself; a rhythm that stops or changes, or an oscillation that begins, is
 * found without any value that is unusual in itself. High at most, never critical.
 */
export const waveform = defineDetector<WaveformModelParameters, WaveformTrackerState>({
  kind: 'waveform',
  version: 1,
  invariantTo: { scale: true, shift: true },
  scoresGaps: false,
  learn(training, options) {
    const band = learnBand(training, options);
    const learned = learnWaveform(training, band, options);
    return {
      parameters: { band: band.parameters, waveform: learned.parameters },
      seasonsMs: band.parameters.seasons.map(({ periodMs }) => periodMs),
      expectedFalseAlarmsPerWeek: learned.expectedFalseAlarmsPerWeek,
    };
  },
  scorer: (parameters, options, state) => new WaveformScorer(parameters, options, state),
});

import { BandScorer, type SeasonalBandParameters } from '../band/band-scorer.ts';
import { learnBand } from '../band/learn-band.ts';
import { defineDetector, type DetectorMethod, type Lesson, type Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, Verdict } from '../detector.ts';
import type { TrainingData } from '../training-data.ts';
import { learnLevels } from './learn-levels.ts';
import { LevelWatch, type LevelParameters, type LevelState } from './level-watch.ts';

export interface LevelShiftParameters {
  readonly band: SeasonalBandParameters;
  readonly level: LevelParameters;
}

class LevelShiftScorer implements Scorer<LevelState> {
  readonly #band: BandScorer;
  readonly #level: LevelWatch;

  constructor(parameters: LevelShiftParameters, options: DetectorOptions, state: LevelState | null) {
    this.#band = new BandScorer(parameters.band, options);
    this.#level = new LevelWatch(parameters.level, options, state);
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    this.#band.judge(timestampMs, value, verdict);
    this.#level.observe(timestampMs, value, verdict.expected, this.#band.spread);
    verdict.score = this.#level.score;
    verdict.agreed = verdict.score >= 1;
    verdict.reason = verdict.agreed ? this.#level.reason : 'usual';
    verdict.onsetMs = this.#level.onsetMs;
  }

  explain(_value: number, { expected }: Verdict): readonly FeatureContribution[] {
    return [{ name: 'level', value: expected + this.#level.shift * this.#band.spread, expected, share: 1 }];
  }

  state(): LevelState {
    return this.#level.state();
  }
}

function learn(training: TrainingData, options: DetectorOptions): Lesson<LevelShiftParameters> {
  const band = learnBand(training, options);
  const level = learnLevels(training, band, options);
  return {
    parameters: { band: band.parameters, level: level.parameters },
    seasonsMs: band.parameters.seasons.map(({ periodMs }) => periodMs),
    expectedFalseAlarmsPerWeek: level.expectedFalseAlarmsPerWeek,
  };
}

/**
 * Level shift and trend break: what the seasonal band leaves unexplained is followed at three speeds (the median of
 * three steps, averages over 16 and 128), and each must stay where that speed strays by itself once in 200 weeks. A step
 * is found within three points, a small one as soon as the slower averages are sure; a slope that changed is told from
 * a step by how it grew (CUSUM, Page 1954). The reference is what was learned, so a shift holds for as long as it lasts:
 * until the series returns, or its new level is accepted (`acceptedLevels`). Lower and upper are those of the band.
 */
export const levelShift = defineDetector<LevelShiftParameters, LevelState>({
  kind: 'level-shift',
  version: 1,
  invariantTo: { scale: true, shift: true },
  scoresGaps: false,
  learn,
  scorer: (parameters, options, state) => new LevelShiftScorer(parameters, options, state),
} satisfies DetectorMethod<LevelShiftParameters, LevelState>);

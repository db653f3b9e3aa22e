import { exceedancesPerWeek, fitTail, returnLevel, type TailModel } from '../calibration/tail-boundary.ts';
import type { LearnedBand } from '../band/learn-band.ts';
import type { DetectorOptions } from '../detector.ts';
import { isColdStart, type TrainingData } from '../training-data.ts';
import { LevelTracker, levelScales, type LevelMargins } from './level-tracker.ts';
import type { LevelParameters } from './level-watch.ts';

/** Wanted for each of the three speeds on one side at sensitivity 1. */
const FALSE_ALARMS_PER_SPEED_AND_WEEK = 0.01;
/** A lasting shift of less than this many spreads may be certain, but matters to nobody. */
const LEAST_SHIFT = 1.5;
/** A season seen only once fits the very noise it was learned from: what is left of that is too small by about this. */
const ONE_PERIOD_WIDENING = 1.5;
const SPEEDS = ['ofThree', 'fast', 'slow'] as const;

type Speed = (typeof SPEEDS)[number];
type Columns = Readonly<Record<Speed, Float64Array>>;

export interface LearnedLevels {
  readonly parameters: LevelParameters;
  readonly expectedFalseAlarmsPerWeek: number;
}

/** Learns how far the level of a series wanders by itself, at each speed and on each side of its band. */
export function learnLevels(training: TrainingData, band: LearnedBand, options: DetectorOptions): LearnedLevels {
  if (band.residuals.every((residual) => residual === 0)) {
    return flatLevels(training, band.parameters.upHalf);
  }
  const { residuals } = band;
  const scales = levelScales(training.stepMs);
  const columns = trackLevels(training, residuals);
  const gapMs: Readonly<Record<Speed, number>> = {
    ofThree: 3 * training.stepMs,
    fast: scales.fastMs,
    slow: scales.slowMs,
  };
  const tailsOf = (sign: 1 | -1) =>
    SPEEDS.map((speed) =>
      fitTail(
        training.timestampsMs,
        columns[speed].map((level) => sign * level),
        training.stepMs,
        gapMs[speed]
      )
    );
  const tails = { up: tailsOf(1), down: tailsOf(-1) };
  const slowWidening = hasSeasonSeenOnce(training, band) ? ONE_PERIOD_WIDENING : 1;
  const margins = (side: readonly TailModel[], bandHalf: number) =>
    isColdStart(training) ? sameMargins(bandHalf) : marginsOf(side, options.sensitivity, slowWidening, bandHalf);
  const up = margins(tails.up, band.parameters.upHalf);
  const down = margins(tails.down, band.parameters.downHalf);
  return {
    parameters: { scales, up, down, isScaleUnknown: false },
    expectedFalseAlarmsPerWeek:
      (options.direction === 'down' ? 0 : alarmsPerWeek(tails.up, up)) +
      (options.direction === 'up' ? 0 : alarmsPerWeek(tails.down, down)),
  };
}

/** A series that never moved has no wandering to learn: its boundary is the band's, at every speed. */
function flatLevels(training: TrainingData, halfWidth: number): LearnedLevels {
  const margins = sameMargins(halfWidth);
  return {
    parameters: { scales: levelScales(training.stepMs), up: margins, down: margins, isScaleUnknown: halfWidth === 0 },
    expectedFalseAlarmsPerWeek: 0,
  };
}

function trackLevels({ timestampsMs, stepMs }: TrainingData, residuals: Float64Array): Columns {
  const tracker = new LevelTracker(levelScales(stepMs), null);
  const columns: Columns = {
    ofThree: new Float64Array(residuals.length),
    fast: new Float64Array(residuals.length),
    slow: new Float64Array(residuals.length),
  };
  residuals.forEach((residual, index) => {
    tracker.observe(timestampsMs[index]!, residual);
    for (const speed of SPEEDS) {
      columns[speed][index] = tracker[speed];
    }
  });
  return columns;
}

/** Before a day has been seen, what wanders may be a season: a level must leave the wide band of that time. */
function sameMargins(half: number): LevelMargins {
  return { ofThree: half, fast: half, slow: half };
}

/** Two points in a row outside of the band are rarer than one, so the band is wide enough for the median of three. */
function marginsOf(
  tails: readonly TailModel[],
  sensitivity: number,
  slowWidening: number,
  bandHalf: number
): LevelMargins {
  const [ofThree, fast, slow] = tails.map(
    (tail) => Math.max(LEAST_SHIFT, returnLevel(tail, FALSE_ALARMS_PER_SPEED_AND_WEEK)) / sensitivity
  );
  return {
    ofThree: Math.min(bandHalf || Number.POSITIVE_INFINITY, ofThree!),
    fast: slowWidening * fast!,
    slow: slowWidening * slow!,
  };
}

function hasSeasonSeenOnce({ fromMs, toMs }: TrainingData, { parameters }: LearnedBand): boolean {
  return parameters.seasons.some(({ periodMs }) => toMs - fromMs < 1.9 * periodMs);
}

function alarmsPerWeek(tails: readonly TailModel[], margins: LevelMargins): number {
  return SPEEDS.reduce((sum, speed, index) => sum + exceedancesPerWeek(tails[index]!, margins[speed]), 0);
}

import {
  exceedancesPerWeek,
  FALSE_ALARMS_PER_SIDE_AND_WEEK,
  fitTail,
  returnLevel,
  type TailModel,
} from '../calibration/tail-boundary.ts';
import { clockOf } from '../calendar/local-clock.ts';
import type { DetectorOptions } from '../detector.ts';
import { median, robustSpread } from '../robust-statistics.ts';
import { isColdStart, type TrainingData } from '../training-data.ts';
import type { SeasonalBandParameters } from './band-scorer.ts';
import { learnNoise, removeSeasons } from './learn-seasons.ts';
import { fitTrend, trendAt } from './robust-trend.ts';
import { profileAt } from './seasonal-profile.ts';

/** Without a day of history neither seasons nor tails are known: at least so many spreads, and then wider. */
const COLD_START_SPREADS = 5;
const COLD_START_WIDENING = 1.5;
/** A series that never moved is given this share of its level. */
const FLAT_SHARE = 0.05;

export interface LearnedBand {
  readonly parameters: SeasonalBandParameters;
  /** What is left of each training sample, in spreads at its time. */
  readonly residuals: Float64Array;
  readonly expectedFalseAlarmsPerWeek: number;
}

interface Tails {
  readonly up: TailModel;
  readonly down: TailModel;
}

/** Learns level, trend, seasons, noise and the half widths of the band, in this order. */
export function learnBand(training: TrainingData, options: DetectorOptions): LearnedBand {
  const { timestampsMs, values } = training;
  const clock = clockOf(options.timeZone);
  const localMs = timestampsMs.map((timestampMs) => clock.localMs(timestampMs));
  const level = median(values);
  const trend = fitTrend(training, robustSpread(values, level));
  const residuals = values.map((value, index) => value - level - trendAt(trend, timestampsMs[index]!));
  const seasons = removeSeasons(training, localMs, residuals, options.seasonsMs);
  const spread = robustSpread(residuals, 0);
  if (spread === 0) {
    return flatBand(level, trend, residuals);
  }
  const noise = learnNoise(training, localMs, residuals);
  const standardised = residuals.map(
    (residual, index) => residual / (spread * (noise ? profileAt(noise, localMs[index]!) : 1))
  );
  const tails = { up: tailOf(training, standardised, 1), down: tailOf(training, standardised, -1) };
  const widen = isColdStart(training) ? widenColdStart : (half: number) => half;
  const upHalf = widen(returnLevel(tails.up, FALSE_ALARMS_PER_SIDE_AND_WEEK)) / options.sensitivity;
  const downHalf = widen(returnLevel(tails.down, FALSE_ALARMS_PER_SIDE_AND_WEEK)) / options.sensitivity;
  return {
    parameters: { level, spread, trend, seasons, noise, upHalf, downHalf },
    residuals: standardised,
    expectedFalseAlarmsPerWeek: falseAlarms(tails, { up: upHalf, down: downHalf }, options),
  };
}

function flatBand(level: number, trend: SeasonalBandParameters['trend'], residuals: Float64Array): LearnedBand {
  const half = Math.abs(level) * FLAT_SHARE;
  return {
    parameters: { level, spread: 1, trend, seasons: [], noise: null, upHalf: half, downHalf: half },
    residuals,
    expectedFalseAlarmsPerWeek: 0,
  };
}

function tailOf({ timestampsMs, stepMs }: TrainingData, standardised: Float64Array, sign: 1 | -1): TailModel {
  return fitTail(
    timestampsMs,
    standardised.map((deviation) => sign * deviation),
    stepMs
  );
}

function widenColdStart(half: number): number {
  return COLD_START_WIDENING * Math.max(COLD_START_SPREADS, half);
}

function falseAlarms(tails: Tails, half: { up: number; down: number }, { direction }: DetectorOptions): number {
  const up = direction === 'down' ? 0 : exceedancesPerWeek(tails.up, half.up);
  const down = direction === 'up' ? 0 : exceedancesPerWeek(tails.down, half.down);
  return up + down;
}

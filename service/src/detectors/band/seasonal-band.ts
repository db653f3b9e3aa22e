import { defineDetector, type Lesson, type DetectorMethod, type Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, Verdict } from '../detector.ts';
import { median, robustSpread } from '../robust-statistics.ts';
import { fitTrend, trendAt, type Trend } from './robust-trend.ts';
import { bucketCount, medianProfile, profileAt, withoutBumps, type SeasonalProfile } from './seasonal-profile.ts';
import {
  exceedancesPerWeek,
  FALSE_ALARMS_PER_SIDE_AND_WEEK,
  fitTail,
  returnLevel,
  type TailModel,
} from '../calibration/tail-boundary.ts';
import { isColdStart, type TrainingData } from '../training-data.ts';
import { MAX_SCORE, onlyValue } from '../verdict.ts';

const DAY_MS = 86_400_000;
/** Share of a period that must have been seen before it is looked for. */
const MIN_SEASON_COVERAGE = 0.95;
/** A season is kept when it takes away at least this share of the spread. */
const MIN_SEASON_GAIN = 0.05;
/** Without a day of history neither seasons nor tails are known: at least so many spreads, and then wider. */
const COLD_START_SPREADS = 5;
const COLD_START_WIDENING = 1.5;
/** A series that never moved is given this share of its level. */
const FLAT_SHARE = 0.05;
const MIN_HALF_WIDTH = 1e-12;
const SPREAD_RATIO_BOUNDS = [0.25, 4] as const;

export interface SeasonalBandParameters {
  readonly level: number;
  readonly spread: number;
  readonly trend: Trend;
  readonly seasons: readonly SeasonalProfile[];
  /** How noise depends on the time of day, as a factor of `spread`. */
  readonly noise: SeasonalProfile | null;
  /** Half widths above and below, in units of the spread at that time. */
  readonly upHalf: number;
  readonly downHalf: number;
}

/** Level, trend and seasons of one series: what is expected at a time, whatever has been seen since. */
function expectedAt(parameters: SeasonalBandParameters, timestampMs: number): number {
  let expected = parameters.level + trendAt(parameters.trend, timestampMs);
  for (const season of parameters.seasons) {
    expected += profileAt(season, timestampMs);
  }
  return expected;
}

function spreadAt(parameters: SeasonalBandParameters, timestampMs: number): number {
  return parameters.noise ? parameters.spread * profileAt(parameters.noise, timestampMs) : parameters.spread;
}

class BandScorer implements Scorer<null> {
  readonly #parameters: SeasonalBandParameters;
  readonly #options: DetectorOptions;

  constructor(parameters: SeasonalBandParameters, options: DetectorOptions) {
    this.#parameters = parameters;
    this.#options = options;
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    const { direction, minDeviation, minRelativeDeviation } = this.#options;
    const expected = expectedAt(this.#parameters, timestampMs);
    const spread = spreadAt(this.#parameters, timestampMs);
    const floor = Math.max(minDeviation, minRelativeDeviation * Math.abs(expected), MIN_HALF_WIDTH);
    const upHalf = Math.max(floor, this.#parameters.upHalf * spread);
    const downHalf = Math.max(floor, this.#parameters.downHalf * spread);
    const isAbove = value >= expected;
    const matters = direction === 'both' || (direction === 'up') === isAbove;
    const deviation = isAbove ? (value - expected) / upHalf : (expected - value) / downHalf;
    verdict.score = matters ? Math.min(MAX_SCORE, deviation) : 0;
    verdict.expected = expected;
    verdict.lower = expected - downHalf;
    verdict.upper = expected + upHalf;
    verdict.agreed = verdict.score >= 1;
    verdict.reason = verdict.agreed ? (isAbove ? 'above-band' : 'below-band') : 'usual';
  }

  explain(value: number, { expected }: Verdict): readonly FeatureContribution[] {
    return onlyValue(value, expected);
  }

  state(): null {
    return null;
  }
}

function learn(training: TrainingData, options: DetectorOptions): Lesson<SeasonalBandParameters> {
  const level = median(training.values);
  const trend = fitTrend(training, robustSpread(training.values, level));
  const residuals = training.values.map(
    (value, index) => value - level - trendAt(trend, training.timestampsMs[index]!)
  );
  const seasons = removeSeasons(training, residuals, options.seasonsMs);
  const spread = robustSpread(residuals, 0);
  const noise = spread > 0 ? noiseProfile(training, residuals, spread) : null;
  const standardised = residuals.map((residual, index) => {
    const factor = noise ? profileAt(noise, training.timestampsMs[index]!) : 1;
    return spread > 0 ? residual / (spread * factor) : 0;
  });
  const tails = {
    up: fitTail(training.timestampsMs, standardised, training.stepMs),
    down: fitTail(
      training.timestampsMs,
      standardised.map((deviation) => -deviation),
      training.stepMs
    ),
  };
  const widen = isColdStart(training) ? widenColdStart : (half: number) => half;
  const upHalf = widen(returnLevel(tails.up, FALSE_ALARMS_PER_SIDE_AND_WEEK)) / options.sensitivity;
  const downHalf = widen(returnLevel(tails.down, FALSE_ALARMS_PER_SIDE_AND_WEEK)) / options.sensitivity;
  const isFlat = spread === 0;
  const flatHalf = Math.abs(level) * FLAT_SHARE;
  return {
    parameters: {
      level,
      spread: isFlat ? 1 : spread,
      trend,
      seasons,
      noise,
      upHalf: isFlat ? flatHalf : upHalf,
      downHalf: isFlat ? flatHalf : downHalf,
    },
    seasonsMs: seasons.map((season) => season.periodMs),
    expectedFalseAlarmsPerWeek: falseAlarms(tails, { up: upHalf, down: downHalf }, options),
  };
}

function widenColdStart(half: number): number {
  return COLD_START_WIDENING * Math.max(COLD_START_SPREADS, half);
}

function falseAlarms(
  tails: { up: TailModel; down: TailModel },
  half: { up: number; down: number },
  { direction }: DetectorOptions
): number {
  const up = direction === 'down' ? 0 : exceedancesPerWeek(tails.up, half.up);
  const down = direction === 'up' ? 0 : exceedancesPerWeek(tails.down, half.down);
  return up + down;
}

/** Takes the seasons that explain something out of `residuals`, shortest first. */
function removeSeasons(
  training: TrainingData,
  residuals: Float64Array,
  seasonsMs: readonly number[]
): SeasonalProfile[] {
  const found: SeasonalProfile[] = [];
  for (const periodMs of seasonsMs.toSorted((a, b) => a - b)) {
    const count = bucketCount(periodMs, residuals.length);
    const periods = (training.toMs - training.fromMs) / periodMs;
    if (count === 0 || periods < MIN_SEASON_COVERAGE) {
      continue;
    }
    const seen = medianProfile(training.timestampsMs, residuals, periodMs, count);
    const profile = periods < 2 * MIN_SEASON_COVERAGE ? withoutBumps(seen) : seen;
    const left = residuals.map((residual, index) => residual - profileAt(profile, training.timestampsMs[index]!));
    if (robustSpread(left, 0) < (1 - MIN_SEASON_GAIN) * robustSpread(residuals, 0)) {
      residuals.set(left);
      found.push(profile);
    }
  }
  return found;
}

function noiseProfile(training: TrainingData, residuals: Float64Array, spread: number): SeasonalProfile | null {
  const count = bucketCount(DAY_MS, residuals.length);
  if (count === 0 || isColdStart(training)) {
    return null;
  }
  const sizes = medianProfile(training.timestampsMs, residuals.map(Math.abs), DAY_MS, count);
  const usual = median(sizes.buckets);
  if (!(usual > 0 && spread > 0)) {
    return null;
  }
  const [least, most] = SPREAD_RATIO_BOUNDS;
  return { periodMs: DAY_MS, buckets: sizes.buckets.map((size) => Math.min(most, Math.max(least, size / usual))) };
}

export const seasonalBandMethod: DetectorMethod<SeasonalBandParameters, null> = {
  kind: 'seasonal-band',
  version: 1,
  invariantTo: { scale: true, shift: true },
  scoresGaps: false,
  learn,
  scorer: (parameters, options) => new BandScorer(parameters, options),
};

/**
 * Robust seasonal band: median level, Theil–Sen trend and median profiles per time of day and of week say what is
 * expected; the half widths are return levels of the series' own excursions (see `fitTail`), so that noise of any
 * shape leaves the band about 0.1 times a week. Score = deviation / half band. Scoring is O(1) and does not learn, so a
 * lasting fault keeps its score until it ends or the model is trained again.
 */
export const seasonalBand = defineDetector(seasonalBandMethod);

import { median, robustSpread } from '../robust-statistics.ts';
import { isColdStart, type TrainingData } from '../training-data.ts';
import { bucketCount, medianProfile, profileAt, withoutBumps, type SeasonalProfile } from './seasonal-profile.ts';

const DAY_MS = 86_400_000;
/** Share of a period that must have been seen before it is looked for. */
const MIN_SEASON_COVERAGE = 0.95;
/** A season is kept when it takes away at least this share of the spread. */
const MIN_SEASON_GAIN = 0.05;
const NOISE_FACTOR_BOUNDS = [0.25, 4] as const;

/** Takes the seasons that explain something out of `residuals`, shortest first. */
export function removeSeasons(
  training: TrainingData,
  localMs: Float64Array,
  residuals: Float64Array,
  seasonsMs: readonly number[]
): SeasonalProfile[] {
  const found: SeasonalProfile[] = [];
  for (const periodMs of seasonsMs.toSorted((a, b) => a - b)) {
    const profile = seasonOf(training, localMs, residuals, periodMs);
    const left = profile && residuals.map((residual, index) => residual - profileAt(profile, localMs[index]!));
    if (left && robustSpread(left, 0) < (1 - MIN_SEASON_GAIN) * robustSpread(residuals, 0)) {
      residuals.set(left);
      found.push(profile);
    }
  }
  return found;
}

/** How the size of noise depends on the time of day; null where that cannot be known yet, or does not vary. */
export function learnNoise(
  training: TrainingData,
  localMs: Float64Array,
  residuals: Float64Array
): SeasonalProfile | null {
  const count = bucketCount(DAY_MS, residuals.length);
  if (count === 0 || isColdStart(training)) {
    return null;
  }
  const sizes = medianProfile(localMs, residuals.map(Math.abs), DAY_MS, count);
  const usual = median(sizes.buckets);
  if (!(usual > 0)) {
    return null;
  }
  const [least, most] = NOISE_FACTOR_BOUNDS;
  return { periodMs: DAY_MS, buckets: sizes.buckets.map((size) => Math.min(most, Math.max(least, size / usual))) };
}

function seasonOf(
  training: TrainingData,
  localMs: Float64Array,
  residuals: Float64Array,
  periodMs: number
): SeasonalProfile | null {
  const count = bucketCount(periodMs, residuals.length);
  const periods = (training.toMs - training.fromMs) / periodMs;
  if (count === 0 || periods < MIN_SEASON_COVERAGE) {
    return null;
  }
  const seen = medianProfile(localMs, residuals, periodMs, count);
  const mayHideFaults = periodMs > DAY_MS || periods < 2 * MIN_SEASON_COVERAGE;
  return mayHideFaults ? withoutBumps(seen) : seen;
}

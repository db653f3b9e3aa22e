import { median } from '../robust-statistics.ts';

/** A quantity that depends on the phase of a period: one number per equal slice, read with linear interpolation. */
export interface SeasonalProfile {
  readonly periodMs: number;
  readonly buckets: readonly number[];
}

/** Slices are never finer than this many samples, nor than a quarter of an hour for a day and an hour for a week. */
const MIN_SAMPLES_PER_BUCKET = 12;
const MAX_BUCKETS = 168;
const FINEST_BUCKET_MS = 900_000;
const BUMP_SHARE = 1 / 48;

/** How many slices the data can carry; 0 when that is fewer than 4. */
export function bucketCount(periodMs: number, samples: number): number {
  const count = Math.floor(Math.min(MAX_BUCKETS, periodMs / FINEST_BUCKET_MS, samples / MIN_SAMPLES_PER_BUCKET));
  return count < 4 ? 0 : count;
}

/** The median of the values in each slice, smoothed over its neighbours; slices without data are bridged. */
export function medianProfile(
  timestampsMs: Float64Array,
  values: Float64Array,
  periodMs: number,
  count: number
): SeasonalProfile {
  const groups: number[][] = Array.from({ length: count }, () => []);
  timestampsMs.forEach((timestampMs, index) => {
    groups[Math.floor((phaseOf(timestampMs, periodMs) / periodMs) * count)]!.push(values[index]!);
  });
  const medians = groups.map((group) => (group.length === 0 ? Number.NaN : median(group)));
  return { periodMs, buckets: smooth(bridge(medians)) };
}

/**
 * The profile without anything shorter than about a twenty-fourth of the period (running median): what was seen in few
 * periods may be a fault that comes back as well as a season, and faults are short.
 */
export function withoutBumps({ periodMs, buckets }: SeasonalProfile): SeasonalProfile {
  const count = buckets.length;
  const reach = Math.ceil(count * BUMP_SHARE);
  const window = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);
  return {
    periodMs,
    buckets: buckets.map((_, index) => median(window.map((offset) => buckets[(index + offset + count) % count]!))),
  };
}

export function profileAt(profile: SeasonalProfile, timestampMs: number): number {
  const { buckets, periodMs } = profile;
  const position = (phaseOf(timestampMs, periodMs) / periodMs) * buckets.length - 0.5;
  const below = Math.floor(position);
  const low = buckets[(below + buckets.length) % buckets.length]!;
  const high = buckets[(below + 1) % buckets.length]!;
  return low + (high - low) * (position - below);
}

/** Time since the period began, from 0 up to but without the period, for times before 1970 too. */
export function phaseOf(timestampMs: number, periodMs: number): number {
  return ((timestampMs % periodMs) + periodMs) % periodMs;
}

function smooth(buckets: readonly number[]): number[] {
  const count = buckets.length;
  return buckets.map(
    (bucket, index) => (buckets[(index + count - 1) % count]! + 2 * bucket + buckets[(index + 1) % count]!) / 4
  );
}

function bridge(buckets: readonly number[]): number[] {
  return buckets.map((bucket, index) => (Number.isNaN(bucket) ? bridgeAt(buckets, index) : bucket));
}

function bridgeAt(buckets: readonly number[], index: number): number {
  const before = nearestFilled(buckets, index, -1);
  const after = nearestFilled(buckets, index, 1);
  const share = before.distance / (before.distance + after.distance);
  return before.value + (after.value - before.value) * share;
}

function nearestFilled(buckets: readonly number[], index: number, step: 1 | -1): { value: number; distance: number } {
  const count = buckets.length;
  for (let distance = 1; distance < count; distance++) {
    const value = buckets[(index + step * distance + count * distance) % count]!;
    if (!Number.isNaN(value)) {
      return { value, distance };
    }
  }
  return { value: 0, distance: 1 };
}

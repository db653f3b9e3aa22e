import { phaseOf } from '../band/seasonal-profile.ts';
import type { LocalClock } from '../calendar/local-clock.ts';
import { maskAt, type TrainingData } from '../training-data.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const HOURS = 24;
/** A time of day is expected to have values when at least this share of its samples were there. */
const EXPECTED_SHARE = 0.9;
const GAP_TOLERANCE = 2;

/** When a series has values at all. */
export interface Presence {
  /** Per hour of the local day: are values expected? */
  readonly expectedHours: readonly boolean[];
  /** How long values may be missing at expected times. */
  readonly toleratedMs: number;
}

export function learnPresence(training: TrainingData, clock: LocalClock): Presence {
  const expectedHours = learnExpectedHours(training, clock);
  const longestMs = longestGapMs(training, expectedHours, clock);
  return { expectedHours, toleratedMs: GAP_TOLERANCE * Math.max(longestMs, training.stepMs) };
}

export function isExpectedAt(presence: Presence, localMs: number): boolean {
  return presence.expectedHours[hourOf(localMs)]!;
}

/** Counts the steps at which a sample was due in each hour of the day, masks left out, and those that had one. */
function learnExpectedHours(training: TrainingData, clock: LocalClock): boolean[] {
  const due = new Array<number>(HOURS).fill(0);
  const seen = new Array<number>(HOURS).fill(0);
  for (let dueMs = training.fromMs; dueMs <= training.toMs; dueMs += training.stepMs) {
    if (!maskAt(training.maskedWindows, dueMs)) {
      due[hourOf(clock.localMs(dueMs))]!++;
    }
  }
  training.timestampsMs.forEach((timestampMs) => {
    seen[hourOf(clock.localMs(timestampMs))]!++;
  });
  return due.map((count, hour) => count === 0 || seen[hour]! >= EXPECTED_SHARE * count);
}

function longestGapMs(training: TrainingData, expectedHours: readonly boolean[], clock: LocalClock): number {
  const isExpected = (timestampMs: number) => expectedHours[hourOf(clock.localMs(timestampMs))]!;
  let longestMs = 0;
  for (let index = 1; index < training.timestampsMs.length; index++) {
    const fromMs = training.timestampsMs[index - 1]!;
    const toMs = training.timestampsMs[index]!;
    const isMasked = training.maskedWindows.some((mask) => mask.fromMs < toMs && mask.toMs > fromMs);
    if (!isMasked && isExpected(fromMs) && isExpected(toMs)) {
      longestMs = Math.max(longestMs, toMs - fromMs);
    }
  }
  return longestMs;
}

function hourOf(localMs: number): number {
  return Math.floor(phaseOf(localMs, DAY_MS) / HOUR_MS);
}

import { phaseOf } from '../band/seasonal-profile.ts';
import { maskAt, type TrainingData } from '../training-data.ts';

const DAY_MS = 86_400_000;
const HOURS = 24;
/** A time of day is expected to have values when at least this share of its samples were there. */
const EXPECTED_SHARE = 0.9;
const GAP_TOLERANCE = 2;

/** When a series has values at all. */
export interface Presence {
  /** Per hour of the day (UTC): are values expected? */
  readonly expectedHours: readonly boolean[];
  /** How long values may be missing at expected times. */
  readonly toleratedMs: number;
}

export function learnPresence(training: TrainingData): Presence {
  const expectedHours = learnExpectedHours(training);
  const longestMs = longestGapMs(training, expectedHours);
  return { expectedHours, toleratedMs: GAP_TOLERANCE * Math.max(longestMs, training.stepMs) };
}

export function isExpectedAt(presence: Presence, timestampMs: number): boolean {
  return presence.expectedHours[hourOf(timestampMs)]!;
}

/** Counts the steps at which a sample was due in each hour of the day, masks left out, and those that had one. */
function learnExpectedHours(training: TrainingData): boolean[] {
  const due = new Array<number>(HOURS).fill(0);
  const seen = new Array<number>(HOURS).fill(0);
  for (let dueMs = training.fromMs; dueMs <= training.toMs; dueMs += training.stepMs) {
    if (!maskAt(training.maskedWindows, dueMs)) {
      due[hourOf(dueMs)]!++;
    }
  }
  training.timestampsMs.forEach((timestampMs) => {
    seen[hourOf(timestampMs)]!++;
  });
  return due.map((count, hour) => count === 0 || seen[hour]! >= EXPECTED_SHARE * count);
}

function longestGapMs(training: TrainingData, expectedHours: readonly boolean[]): number {
  let longestMs = 0;
  for (let index = 1; index < training.timestampsMs.length; index++) {
    const fromMs = training.timestampsMs[index - 1]!;
    const toMs = training.timestampsMs[index]!;
    const isMasked = training.maskedWindows.some((mask) => mask.fromMs < toMs && mask.toMs > fromMs);
    if (!isMasked && expectedHours[hourOf(fromMs)] && expectedHours[hourOf(toMs)]) {
      longestMs = Math.max(longestMs, toMs - fromMs);
    }
  }
  return longestMs;
}

function hourOf(timestampMs: number): number {
  return Math.floor((phaseOf(timestampMs, DAY_MS) / DAY_MS) * HOURS);
}

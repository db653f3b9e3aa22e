import { phaseOf } from '../band/seasonal-profile.ts';
import type { LocalClock } from '../calendar/local-clock.ts';
import { median, quantile } from '../robust-statistics.ts';
import type { TrainingData } from '../training-data.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const HOURS = 24;
/** One bad day in four may have been silent at an hour without making silence usual. */
const QUIET_QUANTILE = 0.25;
/** A minimum below this share of the typical value is next to nothing already: silence is nothing new there. */
const LEAST_QUIET_SHARE = 0.05;
/** At this share of the usual minimum a value begins to count as dropped. */
export const DROPPED_SHARE = 0.1;
/** Dips that a history has at least twice and that are over within the hour are its habit. */
const HABITUAL_DIPS = 2;

export interface QuietLevel {
  /** Per hour of the local day, the lowest that the series usually gets; 0 where silence is usual. */
  readonly byHour: readonly number[];
  /** How long the series may be next to silent because it often is, for a moment; usually 0. */
  readonly toleratedMs: number;
}

/** The lower quartile over days of the lowest value in each hour; the neighbouring hours bound it, for uneven mornings. */
export function learnQuietLevel(training: TrainingData, clock: LocalClock): QuietLevel {
  const lowest = lowestByHour(training, clock);
  const overall = quantile(lowest.flat(), QUIET_QUANTILE);
  const least = LEAST_QUIET_SHARE * median(training.values);
  const byHour = lowest.map((values) => (values.length > 0 ? quantile(values, QUIET_QUANTILE) : overall));
  const bounded = byHour.map((level, hour) => {
    const lowestAround = Math.min(level, byHour[(hour + 1) % HOURS]!, byHour[(hour + HOURS - 1) % HOURS]!);
    return lowestAround > 0 && lowestAround >= least ? lowestAround : 0;
  });
  return { byHour: bounded, toleratedMs: longestHabitualDipMs(training, bounded, clock) };
}

export function quietLevelAt(quietLevel: QuietLevel, localMs: number): number {
  return quietLevel.byHour[hourOf(localMs)]!;
}

function lowestByHour(training: TrainingData, clock: LocalClock): number[][] {
  const lowestByHourAndDay = new Map<number, number>();
  training.timestampsMs.forEach((timestampMs, index) => {
    const hour = Math.floor(clock.localMs(timestampMs) / HOUR_MS);
    const known = lowestByHourAndDay.get(hour) ?? Number.POSITIVE_INFINITY;
    lowestByHourAndDay.set(hour, Math.min(known, training.values[index]!));
  });
  const lowest: number[][] = Array.from({ length: HOURS }, () => []);
  for (const [hour, value] of lowestByHourAndDay) {
    lowest[phaseOf(hour, HOURS)]!.push(value);
  }
  return lowest;
}

function longestHabitualDipMs(training: TrainingData, byHour: readonly number[], clock: LocalClock): number {
  const dips: number[] = [];
  let sinceMs = Number.NaN;
  training.timestampsMs.forEach((timestampMs, index) => {
    const isDropped = training.values[index]! < DROPPED_SHARE * byHour[hourOf(clock.localMs(timestampMs))]!;
    if (isDropped && Number.isNaN(sinceMs)) {
      sinceMs = timestampMs;
    } else if (!isDropped && !Number.isNaN(sinceMs)) {
      dips.push(timestampMs - sinceMs);
      sinceMs = Number.NaN;
    }
  });
  const short = dips.filter((dipMs) => dipMs < HOUR_MS);
  return short.length < HABITUAL_DIPS ? 0 : Math.max(...short);
}

function hourOf(localMs: number): number {
  return Math.floor(phaseOf(localMs, DAY_MS) / HOUR_MS);
}

import { median } from '../robust-statistics.ts';
import type { TrainingData } from '../training-data.ts';

const DAY_MS = 86_400_000;
const MIN_DAYS = 4;
/** Share of day pairs that must move the same way. */
const MIN_CONSENT = 0.85;

/** A straight line through `pivotMs`; beyond `toMs` it is continued for one day and then level. */
export interface Trend {
  readonly slopePerDay: number;
  readonly pivotMs: number;
  readonly toMs: number;
}

/**
 * Theil–Sen slope over the daily medians (Sen 1968), kept only if nearly all pairs of days agree on its sign and it
 * moves the series by more than its noise; else no slope.
 */
export function fitTrend(training: TrainingData, spread: number): Trend {
  const days = dailyMedians(training);
  const slopes: number[] = [];
  days.forEach((early, index) => {
    for (const late of days.slice(index + 1)) {
      slopes.push((late.value - early.value) / (late.day - early.day));
    }
  });
  const slope = days.length < MIN_DAYS ? 0 : median(slopes);
  const consent = slopes.filter((each) => Math.sign(each) === Math.sign(slope)).length / Math.max(1, slopes.length);
  const isReal = consent >= MIN_CONSENT && Math.abs(slope) * days.length > spread;
  return { slopePerDay: isReal ? slope : 0, pivotMs: (training.fromMs + training.toMs) / 2, toMs: training.toMs };
}

export function trendAt(trend: Trend, timestampMs: number): number {
  const untilMs = Math.min(timestampMs, trend.toMs + DAY_MS);
  return (trend.slopePerDay * (untilMs - trend.pivotMs)) / DAY_MS;
}

function dailyMedians(training: TrainingData): Array<{ day: number; value: number }> {
  const byDay = new Map<number, number[]>();
  training.timestampsMs.forEach((timestampMs, index) => {
    const day = Math.floor((timestampMs - training.fromMs) / DAY_MS);
    const values = byDay.get(day) ?? [];
    values.push(training.values[index]!);
    byDay.set(day, values);
  });
  return [...byDay].map(([day, values]) => ({ day, value: median(values) }));
}

import { quantile } from '../robust-statistics.ts';
import { phaseOf } from '../band/seasonal-profile.ts';
import type { TrainingData } from '../training-data.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const HOURS = 24;
/** One bad day in four may have been silent at an hour without making silence usual. */
const QUIET_QUANTILE = 0.25;

/** Per hour of the day (UTC), the lowest a series usually gets; 0 where silence is usual. */
export interface QuietLevel {
  readonly byHour: readonly number[];
}

/** The lower quartile over days of the lowest value in each hour; the neighbouring hours bound it, for clocks that change. */
export function learnQuietLevel(training: TrainingData): QuietLevel {
  const lowestByHourAndDay = new Map<number, number>();
  training.timestampsMs.forEach((timestampMs, index) => {
    const hour = Math.floor(timestampMs / HOUR_MS);
    lowestByHourAndDay.set(
      hour,
      Math.min(lowestByHourAndDay.get(hour) ?? Number.POSITIVE_INFINITY, training.values[index]!)
    );
  });
  const lowest: number[][] = Array.from({ length: HOURS }, () => []);
  for (const [hour, value] of lowestByHourAndDay) {
    lowest[phaseOf(hour, HOURS)]!.push(value);
  }
  const overall = quantile(lowest.flat(), QUIET_QUANTILE);
  const byHour = lowest.map((values) => (values.length > 0 ? quantile(values, QUIET_QUANTILE) : overall));
  return {
    byHour: byHour.map((level, hour) =>
      Math.max(0, Math.min(level, byHour[(hour + 1) % HOURS]!, byHour[(hour + HOURS - 1) % HOURS]!))
    ),
  };
}

export function quietLevelAt(quietLevel: QuietLevel, timestampMs: number): number {
  return quietLevel.byHour[Math.floor((phaseOf(timestampMs, DAY_MS) / DAY_MS) * HOURS)]!;
}

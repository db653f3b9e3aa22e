import { holidayNumbers, type Calendar } from '../calendar/holidays.ts';
import { clockOf, onSunday, type LocalClock } from '../calendar/local-clock.ts';
import { trendAt, type Trend } from './robust-trend.ts';
import { profileAt, type SeasonalProfile } from './seasonal-profile.ts';

const DAY_MS = 86_400_000;

/** Level, trend, seasons and noise of one series, as they were learned. */
export interface SeasonalShape {
  readonly level: number;
  readonly spread: number;
  readonly trend: Trend;
  readonly seasons: readonly SeasonalProfile[];
  /** How noise depends on the time of day, as a factor of `spread`. */
  readonly noise: SeasonalProfile | null;
}

/**
 * What is expected at a time, whatever has been seen since. Seasons follow the wall clock; on a holiday a series may be
 * as it is on that weekday or as on a Sunday.
 */
export class Expectation {
  readonly #shape: SeasonalShape;
  readonly #clock: LocalClock;
  readonly #holidays: ReadonlySet<number>;

  constructor(shape: SeasonalShape, calendar: Calendar) {
    this.#shape = shape;
    this.#clock = clockOf(calendar.timeZone);
    this.#holidays = holidayNumbers(calendar.holidays);
  }

  /** Time on the wall clock, which `expectedAt` and `spreadAt` take. */
  localMs(timestampMs: number): number {
    return this.#clock.localMs(timestampMs);
  }

  /** The time on a Sunday that stands for this one where this one is a holiday; else the same. */
  standInMs(localMs: number): number {
    const isHoliday = this.#holidays.size > 0 && this.#holidays.has(Math.floor(localMs / DAY_MS));
    return isHoliday ? onSunday(localMs) : localMs;
  }

  expectedAt(timestampMs: number, localMs: number): number {
    const { level, trend, seasons } = this.#shape;
    let expected = level + trendAt(trend, timestampMs);
    for (let index = 0; index < seasons.length; index++) {
      expected += profileAt(seasons[index]!, localMs);
    }
    return expected;
  }

  spreadAt(localMs: number): number {
    const { spread, noise } = this.#shape;
    return noise ? spread * profileAt(noise, localMs) : spread;
  }
}

import { RecentMean } from './recent-mean.ts';
import { SameTimeOfDay } from './same-time-of-day.ts';
import { SortedWindow } from './sorted-window.ts';

/** Samples over which a deviation has to last to be called sustained, and long. */
export const SUSTAINED_SAMPLES = 12;
export const LONG_SAMPLES = 48;
/** Days before that a time of day is compared with. */
export const LAST_WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
/** Samples over which agitation and calm are measured. */
export const RESTLESSNESS_SAMPLES = 24;

/** The ways in which a point can be new, in the order of the measures. */
export const VIEWS = [
  'unseen_value',
  'unusual_for_time',
  'unusual_for_time_sustained',
  'unusual_for_time_long',
  'agitation',
  'calm',
] as const;

/**
 * Measures of a point that are larger the newer it is to its series: distance to the nearest value ever seen; distance
 * to the same time on other days, at once, sustained and for long; mean change from sample to sample, large and small.
 * The first five are in the unit of the series, the last is the negative of the fifth. NaN while there is nothing to
 * compare with.
 */
export class Views {
  readonly measures = new Float64Array(VIEWS.length);
  readonly #values: SortedWindow;
  readonly #sameTime: SameTimeOfDay;
  readonly #sustained = new RecentMean(SUSTAINED_SAMPLES);
  readonly #long = new RecentMean(LONG_SAMPLES);
  readonly #restlessness = new RecentMean(RESTLESSNESS_SAMPLES);
  #previous = Number.NaN;

  constructor(stepMs: number, capacity: number) {
    this.#values = new SortedWindow(capacity);
    this.#sameTime = new SameTimeOfDay(stepMs, LAST_WEEK, LAST_WEEK.length + 1);
  }

  /** Measures the next point, then remembers it. */
  observe(timestampMs: number, value: number): void {
    const sameTime = this.#sameTime.distance(timestampMs, value);
    const restlessness = this.#restlessness.next(Number.isNaN(this.#previous) ? 0 : Math.abs(value - this.#previous));
    this.measures[0] = this.#values.nearestDistance(value);
    this.measures[1] = sameTime;
    const isKnown = !Number.isNaN(sameTime);
    const sustained = this.#sustained.next(isKnown ? sameTime : 0);
    const long = this.#long.next(isKnown ? sameTime : 0);
    this.measures[2] = isKnown ? sustained : Number.NaN;
    this.measures[3] = isKnown ? long : Number.NaN;
    this.measures[4] = restlessness;
    this.measures[5] = -restlessness;
    this.#values.add(value);
    this.#sameTime.add(timestampMs, value);
    this.#previous = value;
  }

  /** Median of the values seen. */
  usualValue(): number {
    return this.#values.median();
  }
}

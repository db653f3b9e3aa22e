import type { Series } from '../detector.ts';

export interface CounterState {
  readonly lastMs: number;
  readonly total: number;
}

/**
 * Reads a counter as a rate per second, whatever the interval between samples: what it grew since the sample before,
 * across gaps too. A total that fell has started from zero again, so all of it is growth; more than one such start
 * between two samples cannot be seen.
 */
export class CounterRate {
  #last: CounterState | null;

  constructor(state: CounterState | null) {
    this.#last = state;
  }

  /** NaN for a missing total and for the first one. */
  read(timestampMs: number, total: number): number {
    if (!Number.isFinite(total)) {
      return Number.NaN;
    }
    const last = this.#last;
    this.#last = { lastMs: timestampMs, total };
    if (last === null) {
      return Number.NaN;
    }
    const growth = total >= last.total ? total - last.total : total;
    return (growth * 1000) / (timestampMs - last.lastMs);
  }

  state(): CounterState | null {
    return this.#last;
  }
}

/** A history of totals as one of rates. */
export function toRates({ timestampsMs, values }: Series): Series {
  const counter = new CounterRate(null);
  return { timestampsMs, values: values.map((total, index) => counter.read(timestampsMs[index]!, total)) };
}

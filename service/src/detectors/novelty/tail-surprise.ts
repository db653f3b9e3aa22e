import { countBelow, SortedWindow } from './sorted-window.ts';

/** A tail is fitted to this share of the largest values, and to so many at least. */
const TAIL_SHARE = 0.02;
const MIN_TAIL_VALUES = 10;
/** No single view may decide alone, however far out its value lies. */
const MAX_SURPRISE = 30;
const SMALLEST_SCALE_SHARE = 1e-9;

/** The part of a sorted sample that `surpriseOf` needs. */
interface SortedSample {
  readonly size: number;
  countBelow(value: number): number;
  largest(rank: number): number;
}

/**
 * How improbable a value at least so large is, given a sample: -log10 of the share of the sample that reaches it, and
 * beyond the largest two per cent -log10 of an exponential tail fitted to them (peaks over threshold, Pickands 1975).
 * Does not depend on the unit of the values.
 *
 * @returns 0 for the smallest value of the sample, 2 for one that one in a hundred reaches, at most 30
 */
export function surpriseOf(value: number, sample: SortedSample): number {
  const { size } = sample;
  const tailSize = Math.max(MIN_TAIL_VALUES, Math.ceil(TAIL_SHARE * size));
  if (size < 2 * tailSize) {
    return 0;
  }
  const threshold = sample.largest(tailSize);
  if (value <= threshold) {
    return -Math.log10((size - sample.countBelow(value)) / size);
  }
  const excess = (value - threshold) / tailScale(sample, tailSize, threshold);
  return Math.min(MAX_SURPRISE, -Math.log10(tailSize / size) + excess / Math.LN10);
}

/** The larger of the mean excess and of what the median excess says, so that neither ties nor outliers shrink it. */
function tailScale(sample: SortedSample, tailSize: number, threshold: number): number {
  let total = 0;
  for (let rank = 1; rank <= tailSize; rank++) {
    total += sample.largest(rank) - threshold;
  }
  const medianExcess = sample.largest(Math.floor(tailSize / 2) + 1) - threshold;
  const floor = Math.max(SMALLEST_SCALE_SHARE * Math.abs(threshold), Number.MIN_VALUE);
  return Math.max(medianExcess / Math.LN2, total / tailSize, floor);
}

/** Surprise of each value of a stream given those before it. */
export class TailSurprise {
  readonly #window: SortedWindow;
  readonly #minValues: number;
  #known = 0;

  /** @param minValues with fewer values seen nothing surprises */
  constructor(capacity: number, minValues: number) {
    this.#window = new SortedWindow(capacity);
    this.#minValues = minValues;
  }

  /** NaN, "not known yet", does not surprise and is remembered as the 0 that it would have been on an ordinary day. */
  next(value: number): number {
    if (Number.isNaN(value)) {
      this.#window.add(0);
      return 0;
    }
    const surprise = this.#known < this.#minValues ? 0 : surpriseOf(value, this.#window);
    this.#known++;
    this.#window.add(value);
    return surprise;
  }
}

/** Surprise of each value given all of them. */
export function tailSurprises(values: Float64Array): Float64Array {
  const sorted = values.toSorted();
  const size = sorted.length;
  const sample: SortedSample = {
    size,
    countBelow: (value) => countBelow(sorted, size, value),
    largest: (rank) => sorted[size - rank]!,
  };
  return values.map((value) => surpriseOf(value, sample));
}

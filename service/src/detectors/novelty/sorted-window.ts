/** How many of the first `size` values, in ascending order, are smaller: O(log n). */
export function countBelow(sorted: Float64Array, size: number, value: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The newest values of a stream, at most `capacity`, in order of size as well as of age. */
export class SortedWindow {
  readonly #sorted: Float64Array;
  readonly #byAge: Float64Array;
  #size = 0;
  #oldest = 0;

  constructor(capacity: number) {
    this.#sorted = new Float64Array(capacity);
    this.#byAge = new Float64Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Takes a value in and, at capacity, the oldest out: O(log n) comparisons and one block move. */
  add(value: number): void {
    const capacity = this.#byAge.length;
    if (this.#size === capacity) {
      this.#remove(this.#byAge[this.#oldest]!);
      this.#byAge[this.#oldest] = value;
      this.#oldest = (this.#oldest + 1) % capacity;
    } else {
      this.#byAge[this.#size] = value;
    }
    const place = this.countBelow(value);
    this.#sorted.copyWithin(place + 1, place, this.#size);
    this.#sorted[place] = value;
    this.#size++;
  }

  countBelow(value: number): number {
    return countBelow(this.#sorted, this.#size, value);
  }

  /** The value of this rank from above, 1 the largest. */
  largest(rank: number): number {
    return this.#sorted[this.#size - rank]!;
  }

  median(): number {
    return this.#size === 0 ? Number.NaN : this.#sorted[(this.#size - 1) >>> 1]!;
  }

  /** Distance to the nearest value; 0 when there is none yet. */
  nearestDistance(value: number): number {
    const place = this.countBelow(value);
    const above = place < this.#size ? this.#sorted[place]! - value : Number.POSITIVE_INFINITY;
    const below = place > 0 ? value - this.#sorted[place - 1]! : Number.POSITIVE_INFINITY;
    return this.#size === 0 ? 0 : Math.min(above, below);
  }

  #remove(value: number): void {
    const place = this.countBelow(value);
    this.#sorted.copyWithin(place, place + 1, this.#size);
    this.#size--;
  }
}

export const FEATURE_NAMES = ['value', 'delta', 'rolling_mean', 'rolling_std', 'zscore'] as const;
export const FEATURE_COUNT = FEATURE_NAMES.length;

const WINDOW_SLOTS = 12;
/** The window and the slot of the point itself. */
const RING_SLOTS = WINDOW_SLOTS + 1;
const MAX_ZSCORE = 50;

/** The slots of the window, oldest first. */
export interface FeatureWindowState {
  readonly slots: readonly number[];
  readonly values: readonly number[];
}

/**
 * The five features of a point against the twelve training steps before it. Time is cut into slots of one training step
 * that hold their latest value, so points that come faster than in training meet the same window. O(1) memory and time.
 */
export class FeatureWindow {
  readonly #stepMs: number;
  readonly #stdFloor: number;
  readonly #slots: Float64Array = new Float64Array(RING_SLOTS);
  readonly #values: Float64Array = new Float64Array(RING_SLOTS);
  readonly #past: Float64Array = new Float64Array(RING_SLOTS);
  #newest = RING_SLOTS - 1;
  #count = 0;

  /** @param stdFloor smallest rolling deviation that a z-score is measured against, in the series' unit */
  constructor(stepMs: number, stdFloor: number, state: FeatureWindowState | null = null) {
    this.#stepMs = stepMs;
    this.#stdFloor = stdFloor;
    state?.slots.forEach((slot, index) => this.#put(slot, state.values[index]!));
  }

  /** Writes the features of the point into `features` and takes the point into the window. */
  observe(timestampMs: number, value: number, features: Float64Array): void {
    const slot = Math.floor(timestampMs / this.#stepMs);
    const count = this.#collect(slot);
    const mean = count > 0 ? this.#meanOf(count) : value;
    const deviation = this.#deviationOf(count, mean);
    features[0] = value;
    features[1] = count > 0 ? value - this.#past[count - 1]! : 0;
    features[2] = mean;
    features[3] = deviation;
    features[4] = this.#zscore(value - mean, deviation);
    this.#put(slot, value);
  }

  state(): FeatureWindowState {
    const slots: number[] = [];
    const values: number[] = [];
    for (let age = this.#count - 1; age >= 0; age--) {
      const index = (this.#newest - age + RING_SLOTS) % RING_SLOTS;
      slots.push(this.#slots[index]!);
      values.push(this.#values[index]!);
    }
    return { slots, values };
  }

  /** Puts the values of the window before `slot` into `#past`, oldest first, and counts them. */
  #collect(slot: number): number {
    let count = 0;
    for (let age = this.#count - 1; age >= 0; age--) {
      const index = (this.#newest - age + RING_SLOTS) % RING_SLOTS;
      const distance = slot - this.#slots[index]!;
      if (distance > 0 && distance <= WINDOW_SLOTS) {
        this.#past[count++] = this.#values[index]!;
      }
    }
    return count;
  }

  #meanOf(count: number): number {
    let sum = 0;
    for (let index = 0; index < count; index++) {
      sum += this.#past[index]!;
    }
    return sum / count;
  }

  #deviationOf(count: number, mean: number): number {
    let squares = 0;
    for (let index = 0; index < count; index++) {
      squares += (this.#past[index]! - mean) ** 2;
    }
    return count > 1 ? Math.sqrt(squares / count) : 0;
  }

  #zscore(distance: number, deviation: number): number {
    const scale = Math.max(deviation, this.#stdFloor);
    return scale > 0 ? Math.min(MAX_ZSCORE, Math.max(-MAX_ZSCORE, distance / scale)) : 0;
  }

  #put(slot: number, value: number): void {
    if (this.#count === 0 || this.#slots[this.#newest] !== slot) {
      this.#newest = (this.#newest + 1) % RING_SLOTS;
      this.#count = Math.min(RING_SLOTS, this.#count + 1);
      this.#slots[this.#newest] = slot;
    }
    this.#values[this.#newest] = value;
  }
}

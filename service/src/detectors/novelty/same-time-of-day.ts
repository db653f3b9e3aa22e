const DAY_MS = 86_400_000;
/** A day may run early or late by so many steps. */
const TOLERATED_STEPS = 4;

/**
 * What a series did at the same time on other days. Each day answers with its value nearest to the one asked about,
 * among those at most four steps earlier or later: rush hours and cron jobs are never on the second.
 */
export class SameTimeOfDay {
  readonly #daysBefore: readonly number[];
  readonly #slotMs: number;
  readonly #slotsPerDay: number;
  readonly #slots: Float64Array;
  readonly #values: Float64Array;

  /**
   * @param stepMs usual distance between samples
   * @param daysBefore the days to compare with: 1 is the day before, -1 the day after
   * @param heldDays how many days are remembered
   */
  constructor(stepMs: number, daysBefore: readonly number[], heldDays: number) {
    this.#daysBefore = daysBefore;
    this.#slotsPerDay = Math.max(1, Math.round(DAY_MS / stepMs));
    this.#slotMs = DAY_MS / this.#slotsPerDay;
    this.#slots = new Float64Array(heldDays * this.#slotsPerDay).fill(Number.NaN);
    this.#values = new Float64Array(this.#slots.length);
  }

  /** Lower median over the compared days of the distance to what was usual at that time; NaN when there is no such day. */
  distance(timestampMs: number, value: number): number {
    const slot = Math.floor(timestampMs / this.#slotMs);
    const distances: number[] = [];
    for (const day of this.#daysBefore) {
      const nearest = this.#nearestAround(slot - day * this.#slotsPerDay, value);
      if (nearest < Number.POSITIVE_INFINITY) {
        distances.push(nearest);
      }
    }
    return distances.length === 0 ? Number.NaN : distances.sort(ascending)[(distances.length - 1) >> 1]!;
  }

  add(timestampMs: number, value: number): void {
    const slot = Math.floor(timestampMs / this.#slotMs);
    const place = this.#placeOf(slot);
    this.#slots[place] = slot;
    this.#values[place] = value;
  }

  #nearestAround(center: number, value: number): number {
    let nearest = Number.POSITIVE_INFINITY;
    for (let slot = center - TOLERATED_STEPS; slot <= center + TOLERATED_STEPS; slot++) {
      const place = this.#placeOf(slot);
      if (this.#slots[place] === slot) {
        nearest = Math.min(nearest, Math.abs(value - this.#values[place]!));
      }
    }
    return nearest;
  }

  #placeOf(slot: number): number {
    const { length } = this.#slots;
    return ((slot % length) + length) % length;
  }
}

function ascending(one: number, other: number): number {
  return one - other;
}

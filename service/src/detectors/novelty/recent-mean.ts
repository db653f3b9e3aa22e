/** Mean of the newest values of a stream, fewer at its start. Summed anew each time, so that no rounding adds up. */
export class RecentMean {
  readonly #ring: Float64Array;
  #count = 0;

  constructor(length: number) {
    this.#ring = new Float64Array(length);
  }

  next(value: number): number {
    const { length } = this.#ring;
    this.#ring[this.#count % length] = value;
    this.#count++;
    const held = Math.min(this.#count, length);
    let total = 0;
    for (let index = 0; index < held; index++) {
      total += this.#ring[index]!;
    }
    return total / held;
  }
}

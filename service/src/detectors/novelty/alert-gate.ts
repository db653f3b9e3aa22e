/** Samples for which an alert stands for all that follow it and are no worse. */
const QUIET_SAMPLES = 150;

/**
 * Makes of a score the score of the alert raised at each point: one that is not above everything in the last 150
 * samples belongs to an alert that was raised already, and scores 0.
 */
export class AlertGate {
  readonly #heldAt: number[] = [];
  readonly #held: number[] = [];
  #count = 0;

  next(score: number): number {
    if (this.#heldAt.length > 0 && this.#heldAt[0]! <= this.#count - QUIET_SAMPLES) {
      this.#heldAt.shift();
      this.#held.shift();
    }
    const highest = this.#held[0] ?? 0;
    while (this.#held.length > 0 && this.#held.at(-1)! <= score) {
      this.#held.pop();
      this.#heldAt.pop();
    }
    this.#held.push(score);
    this.#heldAt.push(this.#count++);
    return score > highest ? score : 0;
  }
}

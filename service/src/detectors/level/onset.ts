/** A mean deviation below this share of the current one grew; a step has all of it from the beginning. */
const GRADUAL_SHARE = 0.7;
/** In allowances: so long does it take at most to see that a deviation has ended. */
const MOST_EVIDENCE = 30;

export interface OnsetState {
  readonly sinceMs: number | null;
  readonly sum: number;
  readonly evidence: number;
  readonly points: number;
}

/**
 * Dates the beginning of a one-sided deviation: since when the cumulative sum of what exceeds `allowance` has been
 * above zero (Page 1954, CUSUM; its last zero estimates the change point).
 */
export class Onset {
  sinceMs: number | null;
  readonly #allowance: number;
  #evidence: number;
  #sum: number;
  #points: number;

  /** @param allowance deviation that is not counted, in the unit of the deviations */
  constructor(allowance: number, state: OnsetState | null) {
    this.#allowance = allowance;
    this.sinceMs = state?.sinceMs ?? null;
    this.#evidence = state?.evidence ?? 0;
    this.#sum = state?.sum ?? 0;
    this.#points = state?.points ?? 0;
  }

  /** @param deviation positive on the side that is watched */
  observe(timestampMs: number, deviation: number): void {
    this.#evidence = Math.min(MOST_EVIDENCE * this.#allowance, this.#evidence + deviation - this.#allowance);
    if (this.#evidence <= 0) {
      this.reset();
      return;
    }
    this.sinceMs ??= timestampMs;
    this.#sum += deviation;
    this.#points++;
  }

  reset(): void {
    this.#evidence = 0;
    this.#sum = 0;
    this.#points = 0;
    this.sinceMs = null;
  }

  /** Whether the deviation has grown to `current` little by little. */
  isGradual(current: number): boolean {
    return this.#points > 0 && this.#sum / this.#points < GRADUAL_SHARE * current;
  }

  state(): OnsetState {
    return { sinceMs: this.sinceMs, sum: this.#sum, evidence: this.#evidence, points: this.#points };
  }
}

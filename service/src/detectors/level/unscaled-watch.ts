/** High after so many steps, and never critical. */
const HIGH_AFTER_STEPS = 5;
const MAX_UNSCALED_SCORE = 1.5;

export interface UnscaledState {
  readonly sinceMs: number | null;
}

/**
 * Watches a series that has only ever been zero. How far off is far, nobody knows there: what counts is for how long it
 * has been anything else.
 */
export class UnscaledWatch {
  sinceMs: number | null;
  readonly #highAfterMs: number;

  constructor(stepMs: number, state: UnscaledState | null) {
    this.#highAfterMs = HIGH_AFTER_STEPS * stepMs;
    this.sinceMs = state?.sinceMs ?? null;
  }

  observe(timestampMs: number, deviation: number): number {
    this.sinceMs = deviation === 0 ? null : (this.sinceMs ?? timestampMs);
    return this.sinceMs === null
      ? 0
      : Math.min(MAX_UNSCALED_SCORE, 0.5 + (0.5 * (timestampMs - this.sinceMs)) / this.#highAfterMs);
  }

  state(): UnscaledState {
    return { sinceMs: this.sinceMs };
  }
}

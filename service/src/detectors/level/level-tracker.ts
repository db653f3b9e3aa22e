/** The training step, and the time constants of the two averages. */
export interface LevelScales {
  readonly stepMs: number;
  readonly fastMs: number;
  readonly slowMs: number;
}

/** How far noise alone carries each of the three, in spreads. */
export interface LevelMargins {
  readonly ofThree: number;
  readonly fast: number;
  readonly slow: number;
}

export interface LevelTrackerState {
  readonly lastMs: number;
  readonly slots: readonly number[];
  readonly pointsInSlot: number;
  readonly fast: number;
  readonly slow: number;
}

/** Averages of up to sixteen and 128 steps, but never as slow as what a season learned from one period would hide. */
const FAST_STEPS = 16;
const SLOW_STEPS = 128;
const MAX_FAST_MS = 3_600_000;
const MAX_SLOW_MS = 3 * 3_600_000;

export function levelScales(stepMs: number): LevelScales {
  return {
    stepMs,
    fastMs: Math.max(stepMs, Math.min(FAST_STEPS * stepMs, MAX_FAST_MS)),
    slowMs: Math.max(stepMs, Math.min(SLOW_STEPS * stepMs, MAX_SLOW_MS)),
  };
}

/**
 * Where a series of residuals stands, at three speeds: the median of the last three training steps, which single spikes
 * do not move, and two exponential averages of it. O(1) per point. While nothing is seen time stands still; points that
 * come faster than in training are averaged over a step and count for the time they cover.
 */
export class LevelTracker {
  ofThree = 0;
  fast: number;
  slow: number;
  readonly #scales: LevelScales;
  readonly #fastPerStep: number;
  readonly #slowPerStep: number;
  #lastMs: number;
  #slot: number;
  #pointsInSlot: number;
  #newest: number;
  #second: number;
  #third: number;

  constructor(scales: LevelScales, state: LevelTrackerState | null) {
    this.#scales = scales;
    this.#fastPerStep = weightOf(scales.stepMs, scales.fastMs);
    this.#slowPerStep = weightOf(scales.stepMs, scales.slowMs);
    this.fast = state?.fast ?? 0;
    this.slow = state?.slow ?? 0;
    this.#lastMs = state?.lastMs ?? Number.NaN;
    this.#slot = Math.floor(this.#lastMs / scales.stepMs);
    this.#pointsInSlot = state?.pointsInSlot ?? 0;
    [this.#newest, this.#second, this.#third] = (state?.slots ?? [0, 0, 0]) as [number, number, number];
  }

  observe(timestampMs: number, residual: number): void {
    this.#rememberThree(timestampMs, residual);
    const { stepMs, fastMs, slowMs } = this.#scales;
    const elapsedMs = timestampMs - this.#lastMs;
    const isWholeStep = !(elapsedMs < stepMs);
    this.fast += (isWholeStep ? this.#fastPerStep : weightOf(elapsedMs, fastMs)) * (this.ofThree - this.fast);
    this.slow += (isWholeStep ? this.#slowPerStep : weightOf(elapsedMs, slowMs)) * (this.ofThree - this.slow);
    this.#lastMs = timestampMs;
  }

  /** A slower average lags behind a series that returns no farther than noise explains, so that recovery is seen. */
  catchUp({ ofThree, fast, slow }: LevelMargins): void {
    if (Math.abs(this.fast) > Math.abs(this.ofThree) + fast) {
      this.fast = Math.abs(this.ofThree) > ofThree ? this.ofThree : clamp(this.ofThree, fast / 2);
    }
    if (Math.abs(this.slow) > Math.abs(this.fast) + fast) {
      this.slow = Math.abs(this.fast) > fast ? this.fast : clamp(this.fast, slow / 2);
    }
  }

  state(): LevelTrackerState {
    return {
      lastMs: this.#lastMs,
      slots: [this.#newest, this.#second, this.#third],
      pointsInSlot: this.#pointsInSlot,
      fast: this.fast,
      slow: this.slow,
    };
  }

  #rememberThree(timestampMs: number, residual: number): void {
    const slot = Math.floor(timestampMs / this.#scales.stepMs);
    if (slot !== this.#slot) {
      this.#third = this.#second;
      this.#second = this.#newest;
      this.#slot = slot;
      this.#pointsInSlot = 0;
      this.#newest = 0;
    }
    this.#pointsInSlot++;
    this.#newest += (residual - this.#newest) / this.#pointsInSlot;
    this.ofThree = medianOfThree(this.#newest, this.#second, this.#third);
  }
}

function weightOf(elapsedMs: number, timeConstantMs: number): number {
  return 1 - Math.exp(-elapsedMs / timeConstantMs);
}

function medianOfThree(one: number, two: number, three: number): number {
  return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
}

function clamp(value: number, bound: number): number {
  return Math.min(bound, Math.max(-bound, value));
}

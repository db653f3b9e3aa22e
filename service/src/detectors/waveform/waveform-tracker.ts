/** How long the averages remember, and the rhythm that a series has, if any; in training steps. */
export interface WaveformScales {
  readonly stepMs: number;
  readonly windowSteps: number;
  readonly periodSteps: number | null;
}

export interface WaveformTrackerState {
  readonly slot: number | null;
  readonly steps: number;
  readonly averages: readonly number[];
}

/** Averages are trusted after so many windows. */
const SETTLED_WINDOWS = 2;
/** Variance in squared spreads below which a series counts as still. */
const STILL_VARIANCE = 1e-4;

/**
 * The shape in which a series moves, as three logarithms: how much it varies, how much of that from one step to the next
 * (von Neumann's ratio), and how much in its usual rhythm (a damped Fourier coefficient). O(1) per point.
 */
export class WaveformTracker {
  variation = 0;
  roughness = 0;
  rhythm = 0;
  readonly #scales: WaveformScales;
  readonly #weight: number;
  readonly #turn: number;
  #slot: number;
  #steps: number;
  #last: number;
  #mean: number;
  #variance: number;
  #jumps: number;
  #cosine: number;
  #sine: number;

  constructor(scales: WaveformScales, state: WaveformTrackerState | null) {
    this.#scales = scales;
    this.#weight = 1 - Math.exp(-1 / scales.windowSteps);
    this.#turn = scales.periodSteps === null ? 0 : (2 * Math.PI) / scales.periodSteps;
    this.#slot = state?.slot ?? Number.NaN;
    this.#steps = state?.steps ?? 0;
    [this.#last, this.#mean, this.#variance, this.#jumps, this.#cosine, this.#sine] = (state?.averages ?? [
      0, 0, 0, 0, 0, 0,
    ]) as [number, number, number, number, number, number];
    this.#measure();
  }

  get isSettled(): boolean {
    return this.#steps >= SETTLED_WINDOWS * this.#scales.windowSteps;
  }

  /** Of each training step the first point counts, so that points which come faster look no smoother than in training. */
  observe(timestampMs: number, residual: number): void {
    const slot = Math.floor(timestampMs / this.#scales.stepMs);
    if (slot !== this.#slot) {
      this.#slot = slot;
      this.#take(residual);
    }
  }

  state(): WaveformTrackerState {
    return {
      slot: Number.isNaN(this.#slot) ? null : this.#slot,
      steps: this.#steps,
      averages: [this.#last, this.#mean, this.#variance, this.#jumps, this.#cosine, this.#sine],
    };
  }

  #take(value: number): void {
    const weight = this.#weight;
    const jump = this.#steps === 0 ? 0 : value - this.#last;
    this.#mean += (this.#steps === 0 ? 1 : weight) * (value - this.#mean);
    const deviation = value - this.#mean;
    const phase = this.#turn * this.#slot;
    this.#variance += weight * (deviation * deviation - this.#variance);
    this.#jumps += weight * (jump * jump - this.#jumps);
    this.#cosine += weight * (deviation * Math.cos(phase) - this.#cosine);
    this.#sine += weight * (deviation * Math.sin(phase) - this.#sine);
    this.#last = value;
    this.#steps++;
    this.#measure();
  }

  #measure(): void {
    const variance = this.#variance + STILL_VARIANCE;
    this.variation = Math.log(variance);
    this.roughness = Math.log((this.#jumps + STILL_VARIANCE) / variance);
    this.rhythm =
      this.#turn === 0 ? 0 : Math.log((this.#cosine ** 2 + this.#sine ** 2 + STILL_VARIANCE / 10) / variance);
  }
}

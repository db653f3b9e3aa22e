import { TailSurprise } from './tail-surprise.ts';
import { Views, VIEWS } from './views.ts';

/** Samples that are remembered: enough for two per cent of them to be a tail. */
const CAPACITY = 8_192;
/** So many samples are listened to before any of them surprises. */
export const LISTENING_SAMPLES = 150;
/**
 * Summed surprise at which a point is called new. Chosen once, on the development part of the benchmark of
 * `service/evals/detection`, and kept for all series.
 */
const BOUNDARY = 9.6;

/**
 * How new each point of a stream is to it, given all points before. Each view is turned into -log10 of the probability
 * of its measure, which has no unit, and these are summed, as Fisher (1925) combines independent tests.
 */
export class NoveltyMeter {
  readonly surprises = new Float64Array(VIEWS.length);
  readonly views: Views;
  readonly #tails: readonly TailSurprise[];

  /** @param stepMs usual distance between samples */
  constructor(stepMs: number) {
    this.views = new Views(stepMs, CAPACITY);
    this.#tails = VIEWS.map(() => new TailSurprise(CAPACITY, LISTENING_SAMPLES));
  }

  /** Novelty of the next point: 0 ordinary, 1 boundary; 0 while listening. Points must be finite and in time order. */
  next(timestampMs: number, value: number): number {
    this.views.observe(timestampMs, value);
    let total = 0;
    for (let view = 0; view < VIEWS.length; view++) {
      const surprise = this.#tails[view]!.next(this.views.measures[view]!);
      this.surprises[view] = surprise;
      total += surprise;
    }
    return total / BOUNDARY;
  }
}

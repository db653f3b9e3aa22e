import { allowedScore } from '../allowed-score.ts';
import { defineDetector, type DetectorMethod, type Lesson, type Scorer } from '../define-detector.ts';
import type { DetectorOptions, FeatureContribution, Verdict } from '../detector.ts';
import { exceedancesPerWeek, fitTail } from '../calibration/tail-boundary.ts';
import type { TrainingData } from '../training-data.ts';
import { decideUnbanded } from '../verdict.ts';
import { NoveltyMeter } from './novelty-meter.ts';
import { VIEWS } from './views.ts';

export interface NoveltyParameters {
  readonly stepMs: number;
  /** The history to start from. */
  readonly timestampsMs: readonly number[];
  readonly values: readonly number[];
}

/** Everything seen since training. */
export interface NoveltyState {
  readonly timestampsMs: readonly number[];
  readonly values: readonly number[];
}

class NoveltyScorer implements Scorer<NoveltyState> {
  readonly #options: DetectorOptions;
  readonly #meter: NoveltyMeter;
  readonly #timestampsMs: number[] = [];
  readonly #values: number[] = [];

  constructor(parameters: NoveltyParameters, options: DetectorOptions, state: NoveltyState | null) {
    this.#options = options;
    this.#meter = new NoveltyMeter(parameters.stepMs);
    parameters.timestampsMs.forEach((timestampMs, index) => {
      this.#meter.next(timestampMs, parameters.values[index]!);
    });
    state?.timestampsMs.forEach((timestampMs, index) => {
      this.#take(timestampMs, state.values[index]!);
    });
  }

  judge(timestampMs: number, value: number, verdict: Verdict): void {
    const allowed = allowedScore(value, this.#meter.views.usualValue(), this.#options);
    const novelty = this.#take(timestampMs, value) * this.#options.sensitivity;
    decideUnbanded(verdict, Math.min(novelty, allowed), 'novel');
  }

  /** Each view's part in the surprise; a view has no expected value of its own. */
  explain(): readonly FeatureContribution[] {
    const { surprises, views } = this.#meter;
    const total = surprises.reduce((sum, surprise) => sum + surprise, 0);
    return VIEWS.map((name, view) => ({
      name,
      value: Math.abs(views.measures[view]! || 0),
      expected: null,
      share: total > 0 ? surprises[view]! / total : 1 / VIEWS.length,
    }));
  }

  state(): NoveltyState {
    return { timestampsMs: this.#timestampsMs.slice(), values: this.#values.slice() };
  }

  #take(timestampMs: number, value: number): number {
    this.#timestampsMs.push(timestampMs);
    this.#values.push(value);
    return this.#meter.next(timestampMs, value);
  }
}

function learn(training: TrainingData, { sensitivity }: DetectorOptions): Lesson<NoveltyParameters> {
  const { timestampsMs, values, stepMs } = training;
  const meter = new NoveltyMeter(stepMs);
  const novelties = timestampsMs.map((timestampMs, index) => meter.next(timestampMs, values[index]!));
  return {
    parameters: { stepMs, timestampsMs: Array.from(timestampsMs), values: Array.from(values) },
    seasonsMs: [],
    expectedFalseAlarmsPerWeek: exceedancesPerWeek(fitTail(timestampsMs, novelties, stepMs), 1 / sensitivity),
  };
}

export const noveltyMethod: DetectorMethod<NoveltyParameters, NoveltyState> = {
  kind: 'novelty',
  version: 1,
  invariantTo: { scale: true, shift: true },
  scoresGaps: false,
  learn,
  scorer: (parameters, options, state) => new NoveltyScorer(parameters, options, state),
};

/**
 * Novelty: a point scores 1 when it is new to its series in ways that together are improbable, see `NoveltyMeter`.
 * It goes on learning with every point, so it tells the beginning of something new rather than its lasting, and what
 * came once surprises less the second time; the ensemble is for holding an alarm. For a series that is not masked or
 * retrained by hand it is the best single method on the public benchmark (`service/evals/detection/RESULTS.md`). It
 * remembers 8,192 samples in seven orders, about half a megabyte a series.
 */
export const novelty = defineDetector(noveltyMethod);

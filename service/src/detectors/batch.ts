import type { DetectorModel, ModelCard, ScoredPoint, Series } from './detector.ts';
import { newVerdict } from './verdict.ts';

/** Scores as columns of the length of the series; NaN where there is no score or no band. */
export interface ScoredColumns {
  readonly timestampsMs: Float64Array;
  readonly values: Float64Array;
  readonly scores: Float64Array;
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Scores a whole series from the model's first state; the model passed in is not moved. Same numbers as streaming. */
export function scoreSeries(model: DetectorModel, series: Series): ScoredColumns {
  const fresh = model.fork();
  const length = series.timestampsMs.length;
  const scores = new Float64Array(length);
  const expected = new Float64Array(length);
  const lower = new Float64Array(length);
  const upper = new Float64Array(length);
  const verdict = newVerdict();
  for (let index = 0; index < length; index++) {
    fresh.judge(series.timestampsMs[index]!, series.values[index]!, verdict);
    scores[index] = verdict.score;
    expected[index] = verdict.expected;
    lower[index] = verdict.lower;
    upper[index] = verdict.upper;
  }
  return { timestampsMs: series.timestampsMs, values: series.values, scores, expected, lower, upper };
}

/** The same as points, with reasons and features. */
export function scorePoints(model: DetectorModel, series: Series): ScoredPoint[] {
  const fresh = model.fork();
  return Array.from(series.timestampsMs, (timestampMs, index) => fresh.score(timestampMs, series.values[index]!));
}

/** So many training steps before a point bear on its score. */
const RUN_IN_STEPS = 400;
const MAX_RUN_IN_MS = 12 * 3_600_000;

/** How much of the past a model must see before its scores are those of one that has followed the series for long. */
export function runInMs({ stepMs }: Pick<ModelCard, 'stepMs'>): number {
  return Math.min(MAX_RUN_IN_MS, RUN_IN_STEPS * stepMs);
}

/** Lets a newly fitted model see the end of a history, so that its first live point has a past. */
export function warmUp(model: DetectorModel, series: Series): void {
  const fromMs = (series.timestampsMs.at(-1) ?? 0) - runInMs(model.card);
  const verdict = newVerdict();
  series.timestampsMs.forEach((timestampMs, index) => {
    if (timestampMs >= fromMs) {
      model.judge(timestampMs, series.values[index]!, verdict);
    }
  });
}

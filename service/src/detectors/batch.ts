import type { DetectorModel, ScoredPoint, Series } from './detector.ts';
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

/** Lets a newly fitted model see the end of a history, so that its first live point has a past. */
export function warmUp(model: DetectorModel, series: Series, windowMs = 3_600_000): void {
  const fromMs = (series.timestampsMs.at(-1) ?? 0) - windowMs;
  const verdict = newVerdict();
  series.timestampsMs.forEach((timestampMs, index) => {
    if (timestampMs >= fromMs) {
      model.judge(timestampMs, series.values[index]!, verdict);
    }
  });
}

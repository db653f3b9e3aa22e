import type { DetectorModel, ScoredPoint, Series } from './detector.ts';

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
  for (let index = 0; index < length; index++) {
    const point = fresh.score(series.timestampsMs[index]!, series.values[index]!);
    scores[index] = point.score ?? Number.NaN;
    expected[index] = point.expected ?? Number.NaN;
    lower[index] = point.lower ?? Number.NaN;
    upper[index] = point.upper ?? Number.NaN;
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
  series.timestampsMs.forEach((timestampMs, index) => {
    if (timestampMs >= fromMs) {
      model.score(timestampMs, series.values[index]!);
    }
  });
}

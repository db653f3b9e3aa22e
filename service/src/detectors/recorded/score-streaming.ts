import { AlertGate } from '../novelty/alert-gate.ts';
import { LISTENING_SAMPLES, NoveltyMeter } from '../novelty/novelty-meter.ts';
import { medianStep } from '../training-data.ts';
import { hasValue, type RecordedSeries } from './recorded-series.ts';

/**
 * The score of the alert that each row raises, from it and earlier rows only: the novelty of its newest metric, or 0
 * while an alert that is no weaker stands.
 *
 * @returns one score per row, 1 at the boundary; 0 for the first rows, NaN for rows without a value
 */
export function scoreStreaming(series: RecordedSeries): Float64Array {
  const stepMs = stepOfStart(series.timestampsMs);
  const meters = series.columns.map(() => new NoveltyMeter(stepMs));
  const gate = new AlertGate();
  let newestMs = Number.NEGATIVE_INFINITY;
  return series.timestampsMs.map((timestampMs, row) => {
    if (!hasValue(series, row)) {
      return Number.NaN;
    }
    if (timestampMs <= newestMs) {
      return 0;
    }
    newestMs = timestampMs;
    let score = 0;
    series.columns.forEach((column, metric) => {
      if (Number.isFinite(column[row])) {
        score = Math.max(score, meters[metric]!.next(timestampMs, column[row]!));
      }
    });
    return gate.next(score);
  });
}

/** Median step of the rows that are only listened to, so that no score depends on a later row. */
function stepOfStart(timestampsMs: Float64Array): number {
  let newestMs = Number.NEGATIVE_INFINITY;
  return medianStep(
    timestampsMs.subarray(0, LISTENING_SAMPLES).filter((timestampMs) => {
      const isLater = timestampMs > newestMs;
      newestMs = Math.max(newestMs, timestampMs);
      return isLater;
    })
  );
}

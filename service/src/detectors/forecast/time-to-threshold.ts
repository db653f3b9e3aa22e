import type { Forecast } from './forecast.ts';

/** When a threshold is reached, epoch milliseconds; null where it is not within the forecast. */
export interface ThresholdCrossing {
  readonly atMs: number | null;
  readonly earliestMs: number;
  readonly latestMs: number | null;
}

/**
 * When a forecast reaches a threshold: as expected, and at the earliest and latest that its interval allows.
 *
 * @param lastValue where the series is now, which says from which side it comes
 * @returns null when not even the edge of the interval reaches it; an `earliestMs` at the first point of the forecast for
 *   a series that is there already
 */
export function timeToThreshold(
  { timestampsMs, expected, lower, upper }: Forecast,
  threshold: number,
  lastValue: number
): ThresholdCrossing | null {
  const rises = lastValue < threshold;
  const [near, far] = rises ? [upper, lower] : [lower, upper];
  const earliestMs = crossing(timestampsMs, near, threshold, rises);
  return earliestMs === null
    ? null
    : {
        earliestMs,
        atMs: crossing(timestampsMs, expected, threshold, rises),
        latestMs: crossing(timestampsMs, far, threshold, rises),
      };
}

function crossing(timestampsMs: Float64Array, values: Float64Array, threshold: number, rises: boolean): number | null {
  const index = values.findIndex((value) => (rises ? value >= threshold : value <= threshold));
  if (index === -1) {
    return null;
  }
  if (index === 0) {
    return timestampsMs[0]!;
  }
  const [before, after] = [values[index - 1]!, values[index]!];
  const share = (threshold - before) / (after - before);
  return timestampsMs[index - 1]! + share * (timestampsMs[index]! - timestampsMs[index - 1]!);
}

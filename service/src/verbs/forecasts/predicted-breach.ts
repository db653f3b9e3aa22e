import type { DetectorOptions } from '@vigil/contract';
import type { ForecastSeries } from '../../detection/forecast-detector.ts';
import { timeToThreshold } from '../../detectors/index.ts';

export interface PredictedBreach {
  threshold: number;
  withinMs: number;
  /** Epoch milliseconds; now when the threshold has been reached. */
  atMs: number;
  earliestMs: number;
  /** Null when the interval does not end within the forecast. */
  latestMs: number | null;
  isReached: boolean;
}

/** When a series is going to reach the threshold of its detector; null when it is not expected to in time. */
export function predictedBreach(
  { forecast: goal, direction }: Pick<DetectorOptions, 'forecast' | 'direction'>,
  { ahead, lastValue }: Pick<ForecastSeries, 'ahead' | 'lastValue'>,
  nowMs: number
): PredictedBreach | null {
  if (goal === null || ahead === null || Number.isNaN(lastValue)) {
    return null;
  }
  const withinMs = goal.withinSeconds * 1000;
  const common = { threshold: goal.threshold, withinMs };
  const isReached =
    (direction === 'up' && lastValue >= goal.threshold) || (direction === 'down' && lastValue <= goal.threshold);
  if (isReached) {
    return { ...common, atMs: nowMs, earliestMs: nowMs, latestMs: nowMs, isReached };
  }
  const crossing = timeToThreshold(ahead, goal.threshold, lastValue);
  const atMs = crossing?.atMs ?? null;
  if (crossing === null || atMs === null || atMs > nowMs + withinMs) {
    return null;
  }
  return { ...common, ...crossing, atMs: Math.max(nowMs, atMs), isReached };
}

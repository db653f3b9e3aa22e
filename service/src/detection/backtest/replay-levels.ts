import type { AnomalyInterval } from '../../detectors/index.ts';
import { replaySeries } from './replay-series.ts';
import type { ReplayPlan } from './replay-series.ts';
import type { ReplayedSeries } from './replayed-series.ts';

/** Factors of the slider on the sensitivity that the detector has. */
const factors = [0.5, 0.7, 1, 1.4, 2];
const maxSensitivity = 10;

/** The sensitivities to replay, in ascending order; the detector's own is among them. */
export function sensitivityLevels(own: number): number[] {
  const levels = factors.map((factor) => Math.min(maxSensitivity, Number((own * factor).toPrecision(3))));
  return [...new Set([...levels, own])].sort((first, second) => first - second);
}

/**
 * Replays a series at each sensitivity, the highest first. A detector that is less easily alarmed finds no more than one
 * that is more easily alarmed, so the first sensitivity that finds nothing is the last that is tried.
 *
 * @returns per sensitivity, in the order given, the anomalies that would have been opened
 */
export function replayLevels(
  series: ReplayedSeries,
  plan: ReplayPlan,
  sensitivities: readonly number[]
): AnomalyInterval[][] {
  const found = sensitivities.map((): AnomalyInterval[] => []);
  for (let level = sensitivities.length - 1; level >= 0; level--) {
    const options = { ...plan.options, sensitivity: sensitivities[level] };
    found[level] = replaySeries(series, { ...plan, options });
    if (found[level]!.length === 0) {
      break;
    }
  }
  return found;
}

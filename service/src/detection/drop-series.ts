import type { Executor } from '../storage/database.ts';
import { deleteModels } from '../storage/repositories/models.ts';
import { deleteSeriesStates } from '../storage/repositories/series-state.ts';
import type { DetectorCatalog } from './detector-catalog.ts';
import { endAnomaly } from './end-anomaly.ts';
import type { EndedAnomaly } from './end-anomaly.ts';
import { keepSeries } from './sharding/shard.ts';
import type { Shard } from './sharding/shard.ts';
import { noLongerObservable } from './tracked-series.ts';
import type { TrackedSeries } from './tracked-series.ts';

/** A series that is not watched any more, and why. */
export interface DroppedSeries {
  series: TrackedSeries;
  because: string;
}

const detectorIsGone = `${noLongerObservable}, its detector was removed`;
const seriesIsGone = `${noLongerObservable}, no value in the whole training window`;

/** Takes out of a shard the series of a removed detector, and those that have had no value for so long that nothing is left to learn from. */
export function takeDropped(
  shard: Shard,
  catalog: DetectorCatalog,
  trainingWindowSeconds: number,
  nowMs: number
): DroppedSeries[] {
  const fate = catalog.fateOf(shard.detectorId);
  if (fate === 'removed') {
    return keepSeries(shard, () => false).map((series) => ({ series, because: detectorIsGone }));
  }
  const windowSeconds = catalog.find(shard.detectorId)?.options.trainingWindowSeconds ?? trainingWindowSeconds;
  const isGone = ({ hasVanished, silentMs, lastTimestampMs }: TrackedSeries): boolean => {
    const unwatchedMs = fate === 'missing' ? nowMs - (lastTimestampMs ?? nowMs) : 0;
    return hasVanished || silentMs + unwatchedMs >= windowSeconds * 1000;
  };
  return keepSeries(shard, (series) => !isGone(series)).map((series) => ({ series, because: seriesIsGone }));
}

/** Forgets series with their models and ends their anomalies; answers which. */
export async function dropSeries(
  executor: Executor,
  dropped: readonly DroppedSeries[],
  nowMs: number
): Promise<EndedAnomaly[]> {
  const ended: EndedAnomaly[] = [];
  for (const { series, because } of dropped) {
    if (series.openAnomalyId !== null) {
      const endedMs = series.interval.lastElevatedMs ?? series.lastTimestampMs ?? nowMs;
      ended.push(await endAnomaly(executor, series.openAnomalyId, new Date(endedMs), because));
    }
  }
  const keys = dropped.map(({ series }) => series.key);
  await deleteModels(executor, keys);
  await deleteSeriesStates(executor, keys);
  return ended;
}

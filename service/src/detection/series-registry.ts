import type { DetectorDefinition, Labels } from '@vigil/contract';
import { seriesKeyOf } from './series-key.ts';
import { addSeries } from './sharding/shard.ts';
import type { Shard } from './sharding/shard.ts';
import { partOf } from './sharding/shard-of.ts';
import { newTrackedSeries } from './tracked-series.ts';
import type { TrackedSeries } from './tracked-series.ts';

/** Where the values of a series go. */
export interface SeriesPlace {
  key: string;
  shard: Shard;
  position: number;
}

/** Every series that this replica scores, by shard. */
export interface SeriesRegistry {
  of(detectorId: string): TrackedSeries[];
  all(): TrackedSeries[];
  find(detectorId: string, key: string): TrackedSeries | undefined;
  /**
   * The tracked series of these labels, taken up when it is new; undefined when no service is named by them or another
   * replica scores it.
   */
  track(detector: DetectorDefinition, labels: Labels): TrackedSeries | undefined;
  /** The same, with its place. */
  place(detector: DetectorDefinition, labels: Labels): SeriesPlace | undefined;
  /** A series got another model: its shard must write down everything anew. */
  hasChanged(series: TrackedSeries): void;
  shards(): Shard[];
  shardsOf(detectorId: string): Shard[];
  add(shard: Shard): void;
  remove(shardId: string): void;
  clear(): void;
}

export function createSeriesRegistry(): SeriesRegistry {
  const byDetector = new Map<string, Map<string, Shard>>();
  const shardsOf = (detectorId: string): Shard[] => [...(byDetector.get(detectorId)?.values() ?? [])];
  const shards = (): Shard[] => [...byDetector.values()].flatMap((group) => [...group.values()]);
  const shardOf = (detectorId: string, key: string): Shard | undefined => {
    for (const shard of byDetector.get(detectorId)?.values() ?? []) {
      if (partOf(key, shard.parts) === shard.part) {
        return shard;
      }
    }
    return undefined;
  };
  const find = (detectorId: string, key: string): TrackedSeries | undefined => {
    const shard = shardOf(detectorId, key);
    return shard?.series[shard.positions.get(key) ?? -1];
  };
  const place: SeriesRegistry['place'] = (detector, labels) => {
    const service = labels[detector.serviceLabel] ?? '';
    const key = seriesKeyOf(detector.id, labels);
    const shard = service === '' ? undefined : shardOf(detector.id, key);
    if (shard === undefined) {
      return undefined;
    }
    if (!shard.positions.has(key)) {
      addSeries(shard, newTrackedSeries(key, detector.id, service, labels));
    }
    return { key, shard, position: shard.positions.get(key)! };
  };

  return {
    of: (detectorId) => shardsOf(detectorId).flatMap(({ series }) => series),
    all: () => shards().flatMap(({ series }) => series),
    find,
    place,
    track(detector, labels) {
      const placed = place(detector, labels);
      return placed?.shard.series[placed.position];
    },
    hasChanged({ detectorId, key }) {
      const shard = shardOf(detectorId, key);
      if (shard !== undefined) {
        shard.needsCheckpoint = true;
      }
    },
    shards,
    shardsOf,
    add(shard) {
      const group = byDetector.get(shard.detectorId) ?? new Map<string, Shard>();
      byDetector.set(shard.detectorId, group.set(shard.id, shard));
    },
    remove(shardId) {
      byDetector.forEach((group) => group.delete(shardId));
    },
    clear: () => byDetector.clear(),
  };
}

/** A registry for training, which takes in the series of other replicas too; those are not kept. */
export function openToAll(registry: SeriesRegistry): SeriesRegistry {
  return {
    ...registry,
    track(detector, labels) {
      const service = labels[detector.serviceLabel] ?? '';
      const key = seriesKeyOf(detector.id, labels);
      const own = registry.track(detector, labels);
      return own ?? (service === '' ? undefined : newTrackedSeries(key, detector.id, service, labels));
    },
  };
}

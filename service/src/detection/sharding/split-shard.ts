import { randomUUID } from 'node:crypto';
import type { ShardRow } from '../../storage/scoring-tables.ts';
import { keepSeries, newShard } from './shard.ts';
import type { Shard } from './shard.ts';
import { maxSeriesPerShard, partOf } from './shard-of.ts';

/** More would have too many replicas ask for the whole answer of one query. */
const maxParts = 64;

/**
 * Splits shards that have grown too large, until none is; answers those that are new, each with
 * the one it came from, which is never after it.
 */
export function splitLargeShards(
  shards: readonly Shard[],
  limit: number = maxSeriesPerShard
): Array<{ from: Shard; second: Shard }> {
  return shards.flatMap((shard) => {
    const splits: Array<{ from: Shard; second: Shard }> = [];
    while (shard.series.length > limit && shard.parts < maxParts) {
      splits.push({ from: shard, second: split(shard) });
    }
    return [
      ...splits,
      ...splitLargeShards(
        splits.map(({ second }) => second),
        limit
      ),
    ];
  });
}

function split(shard: Shard): Shard {
  const { detectorId, part, parts, scoredThroughMs, hasHeldBack } = shard;
  const given = keepSeries(shard, ({ key }) => partOf(key, 2 * parts) === part);
  shard.parts = 2 * parts;
  const row = { id: randomUUID(), detectorId, part: part + parts, parts: 2 * parts, fencing: 1 };
  const scoredThrough = new Date(scoredThroughMs);
  const second = newShard({ ...row, scoredThrough, owner: null, releasedAt: null, series: 0, trained: 0 }, given);
  second.hasHeldBack = hasHeldBack;
  return second;
}

/** How a shard is written down. */
export function shardProgress(shard: Shard): Pick<ShardRow, 'id' | 'fencing' | 'scoredThrough' | 'series' | 'trained'> {
  return {
    id: shard.id,
    fencing: shard.fencing,
    scoredThrough: new Date(shard.scoredThroughMs),
    series: shard.series.length,
    trained: shard.series.filter(({ model }) => model !== null).length,
  };
}

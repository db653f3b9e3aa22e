import type { ListedShard } from '../../storage/repositories/scoring-shards.ts';
import type { DetectorCatalog } from '../detector-catalog.ts';
import type { SeriesRegistry } from '../series-registry.ts';
import { loadShard } from './load-shard.ts';
import type { LoadOptions } from './load-shard.ts';

export interface ShardChanges {
  taken: number;
  given: number;
}

/** Has the registry hold exactly the shards that this replica owns: forgets those that it gave up and loads new ones. */
export async function followShards(
  registry: SeriesRegistry,
  owned: readonly ListedShard[],
  catalog: DetectorCatalog,
  options: LoadOptions
): Promise<ShardChanges> {
  const fencings = new Map(owned.map(({ id, fencing }) => [id, fencing]));
  const given = registry.shards().filter(({ id, fencing }) => fencings.get(id) !== fencing);
  given.forEach(({ id }) => registry.remove(id));
  const held = new Set(registry.shards().map(({ id }) => id));
  const taken = owned.filter(({ id }) => !held.has(id));
  for (const row of taken) {
    registry.add(await loadShard(options, row, catalog.find(row.detectorId)));
  }
  return { taken: taken.length, given: given.length };
}

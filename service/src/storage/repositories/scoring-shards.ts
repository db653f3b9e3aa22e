import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Executor } from '../database.ts';
import type { ShardRow } from '../scoring-tables.ts';
import { isAlive } from './replicas.ts';

const shardColumns = [
  'id',
  'detectorId',
  'part',
  'parts',
  'owner',
  'releasedAt',
  'fencing',
  'scoredThrough',
  'series',
  'trained',
] as const;

export type ListedShard = ShardRow & {
  /** Nobody who is alive owns it. */
  isFree: boolean;
};

const isFree = sql<boolean>`(scoring_shards.owner IS NULL OR NOT EXISTS (
  SELECT FROM replicas WHERE replicas.id = scoring_shards.owner AND ${isAlive}))`;

/** Gives every detector that has no shard yet its first one. */
export async function addMissingShards(
  executor: Executor,
  detectors: ReadonlyArray<{ id: string; scoredThrough: Date }>
): Promise<void> {
  for (const { id, scoredThrough } of detectors) {
    await sql`INSERT INTO scoring_shards (id, detector_id, part, parts, scored_through, released_at)
      SELECT ${randomUUID()}, ${id}, 0, 1, ${scoredThrough}::timestamptz, now()
      WHERE NOT EXISTS (SELECT FROM scoring_shards WHERE detector_id = ${id})
      ON CONFLICT DO NOTHING`.execute(executor);
  }
}

export async function listShards(executor: Executor): Promise<ListedShard[]> {
  return executor
    .selectFrom('scoringShards')
    .select([...shardColumns, isFree.as('isFree')])
    .orderBy('detectorId')
    .orderBy('part')
    .execute();
}

/** Takes those of the shards that are still free; nobody waits for anybody. */
export async function claimShards(executor: Executor, owner: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) {
    return [];
  }
  const claimed = await executor
    .updateTable('scoringShards')
    .set({ owner, releasedAt: null, fencing: sql`fencing + 1` })
    .where('id', 'in', (query) =>
      query
        .selectFrom('scoringShards')
        .select('id')
        .where('id', 'in', [...ids])
        .where(isFree)
        .forUpdate()
        .skipLocked()
    )
    .returning('id')
    .execute();
  return claimed.map(({ id }) => id);
}

/** Gives up shards for others to take at once. */
export async function releaseShards(executor: Executor, owner: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) {
    await executor
      .updateTable('scoringShards')
      .set({ owner: null, releasedAt: sql`now()` })
      .where('owner', '=', owner)
      .where('id', 'in', [...ids])
      .execute();
  }
}

export type ShardProgress = Pick<ShardRow, 'id' | 'fencing' | 'scoredThrough' | 'series' | 'trained'>;

/**
 * Notes how far shards have been scored, and locks them until the transaction ends. Answers which of them are still the
 * owner's: what was scored of the others must not be saved.
 */
export async function advanceShards(
  executor: Executor,
  owner: string,
  progress: readonly ShardProgress[]
): Promise<Set<string>> {
  const advanced = new Set<string>();
  for (const { id, fencing, ...changes } of progress) {
    const row = await executor
      .updateTable('scoringShards')
      .set(changes)
      .where('id', '=', id)
      .where('owner', '=', owner)
      .where('fencing', '=', fencing)
      .returning('id')
      .executeTakeFirst();
    if (row !== undefined) {
      advanced.add(row.id);
    }
  }
  return advanced;
}

/** Makes two shards of one, the new one with the same owner. */
export async function splitShard(executor: Executor, id: string, second: Omit<ShardRow, 'releasedAt'>): Promise<void> {
  const { parts } = second;
  await executor.updateTable('scoringShards').set({ parts }).where('id', '=', id).execute();
  await executor.insertInto('scoringShards').values(second).execute();
}

export async function deleteShards(executor: Executor, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) {
    await executor
      .deleteFrom('scoringShards')
      .where('id', 'in', [...ids])
      .execute();
  }
}

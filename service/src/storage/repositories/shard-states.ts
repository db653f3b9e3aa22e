import type { Executor } from '../database.ts';

export interface StoredShardState {
  checkpoint: Uint8Array | null;
  /** In the order in which they were scored. */
  inputs: Uint8Array[];
}

/** Where a shard stood last, and what it was given to score since. */
export async function readShardState(executor: Executor, shardId: string): Promise<StoredShardState> {
  const shard = await executor
    .selectFrom('scoringShards')
    .select('checkpoint')
    .where('id', '=', shardId)
    .executeTakeFirst();
  const journal = await executor
    .selectFrom('shardJournal')
    .select('input')
    .where('shardId', '=', shardId)
    .orderBy('sequence')
    .execute();
  return { checkpoint: shard?.checkpoint ?? null, inputs: journal.map(({ input }) => input) };
}

/** Saves where a shard stands; its journal begins anew. */
export async function saveCheckpoint(executor: Executor, shardId: string, checkpoint: Uint8Array): Promise<void> {
  await executor.updateTable('scoringShards').set({ checkpoint }).where('id', '=', shardId).execute();
  await executor.deleteFrom('shardJournal').where('shardId', '=', shardId).execute();
}

export async function appendToJournal(
  executor: Executor,
  entry: { shardId: string; sequence: number; input: Uint8Array }
): Promise<void> {
  await executor.insertInto('shardJournal').values(entry).execute();
}

import type { Executor } from '../database.ts';
import type { EpisodeRow, NewEpisode } from '../schema.ts';

type EpisodeKey = Pick<NewEpisode, 'source' | 'fingerprint' | 'startsAt'>;

/** False when an episode of the same key was there already. */
export async function insertEpisode(executor: Executor, episode: NewEpisode): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto('alertEpisodes')
    .values(episode)
    .onConflict((conflict) => conflict.columns(['source', 'fingerprint', 'startsAt']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The episode, locked until the transaction ends. */
export async function lockEpisode(
  executor: Executor,
  { source, fingerprint, startsAt }: EpisodeKey
): Promise<EpisodeRow> {
  return executor
    .selectFrom('alertEpisodes')
    .selectAll()
    .where('source', '=', source)
    .where('fingerprint', '=', fingerprint)
    .where('startsAt', '=', startsAt)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateEpisode(
  executor: Executor,
  id: string,
  changes: Partial<Omit<NewEpisode, 'id'>>
): Promise<void> {
  await executor.updateTable('alertEpisodes').set(changes).where('id', '=', id).execute();
}

export async function findEpisode(executor: Executor, id: string): Promise<EpisodeRow | undefined> {
  return executor.selectFrom('alertEpisodes').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function listEpisodesOfDelivery(executor: Executor, deliveryId: string): Promise<EpisodeRow[]> {
  return executor.selectFrom('alertEpisodes').selectAll().where('deliveryId', '=', deliveryId).execute();
}

/** Firing episodes of which nothing was heard since then; those that somebody is changing right now are left out. */
export async function listSilentEpisodes(executor: Executor, since: Date, isTest: boolean): Promise<EpisodeRow[]> {
  return executor
    .selectFrom('alertEpisodes')
    .selectAll()
    .where('status', '=', 'firing')
    .where('isTest', '=', isTest)
    .where('lastSeenAt', '<', since)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
}

import { sql } from 'kysely';
import type { Executor } from '../database.ts';
import type { NewReplica, ReplicaRow } from '../scoring-tables.ts';

/** All times are the database's, so that replicas need not agree on the time. */
const leaseOf = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;
export const isAlive = sql<boolean>`lease_until > now()`;

/** Enters a replica, or renews the lease of one. */
export async function renewReplica(
  executor: Executor,
  replica: Omit<NewReplica, 'leaseUntil'>,
  leaseSeconds: number
): Promise<void> {
  const leaseUntil = leaseOf(leaseSeconds);
  const { id: _id, name: _name, startedAt: _startedAt, ...seen } = replica;
  await executor
    .insertInto('replicas')
    .values({ ...replica, leaseUntil })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...seen, leaseUntil }))
    .execute();
}

/** The oldest first. */
export async function listLiveReplicas(executor: Executor): Promise<ReplicaRow[]> {
  return executor.selectFrom('replicas').selectAll().where(isAlive).orderBy('startedAt').orderBy('id').execute();
}

export async function deleteReplica(executor: Executor, id: string): Promise<void> {
  await executor.deleteFrom('replicas').where('id', '=', id).execute();
}

/** Those that died and own nothing any more. */
export async function deleteDeadReplicas(executor: Executor): Promise<void> {
  await executor
    .deleteFrom('replicas')
    .where(sql<boolean>`lease_until < now() - interval '1 hour'`)
    .where('id', 'not in', (query) =>
      query.selectFrom('scoringShards').select('owner').where('owner', 'is not', null).$castTo<{ owner: string }>()
    )
    .execute();
}

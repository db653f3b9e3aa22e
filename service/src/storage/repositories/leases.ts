import { sql } from 'kysely';
import type { Executor } from '../database.ts';

/**
 * Takes or renews a lease by the database's clock, so that replicas need not agree on the time. False while another
 * holder has it.
 */
export async function holdLease(
  executor: Executor,
  name: string,
  holder: string,
  durationSeconds: number
): Promise<boolean> {
  const expiresAt = sql<Date>`now() + make_interval(secs => ${durationSeconds})`;
  const held = await executor
    .insertInto('leases')
    .values({ name, holder, expiresAt })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ holder, expiresAt })
        .where((row) => row.or([row('leases.holder', '=', holder), row('leases.expiresAt', '<', sql<Date>`now()`)]))
    )
    .returning('holder')
    .executeTakeFirst();
  return held !== undefined;
}

/** Lets another holder take over at once. */
export async function releaseLease(executor: Executor, name: string, holder: string): Promise<void> {
  await executor.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
}

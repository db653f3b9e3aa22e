import { sql } from 'kysely';
import type { Executor } from '../../storage/database.ts';

const correlationLock = 7_264_171;

/**
 * One correlation at a time over all replicas, until the transaction ends: two simultaneous alerts never open two
 * incidents. A transaction that changes more than one incident takes it before it locks the first, which rules out
 * deadlocks.
 */
export async function lockCorrelation(transaction: Executor): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(correlationLock)})`.execute(transaction);
}

import type { Executor } from '../database.ts';
import type { AlertDeliveriesTable, AlertSource } from '../schema.ts';

export interface NewDelivery {
  id: string;
  source: AlertSource;
  receivedAt: Date;
  headers: string;
  body: string;
  signature: string | null;
  nextAttemptAt: Date;
}

/** False when a delivery with this signature was stored before. */
export async function insertDelivery(executor: Executor, delivery: NewDelivery): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto('alertDeliveries')
    .values({ ...delivery, status: 'stored', error: null, decision: '[]', attempts: 0 })
    .onConflict((conflict) => conflict.column('signature').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function markDeliveryProcessed(executor: Executor, id: string, decision: string): Promise<void> {
  await executor
    .updateTable('alertDeliveries')
    .set({ status: 'processed', error: null, decision })
    .where('id', '=', id)
    .execute();
}

export interface DeliveryProgress {
  source: AlertSource;
  status: AlertDeliveriesTable['status'];
  attempts: number;
}

/** Where a delivery stands, locked until the transaction ends. */
export async function lockDelivery(executor: Executor, id: string): Promise<DeliveryProgress> {
  return executor
    .selectFrom('alertDeliveries')
    .select(['source', 'status', 'attempts'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function noteDeliveryFailure(
  executor: Executor,
  id: string,
  failure: { status: 'failed' | 'dead'; error: string; attempts: number; nextAttemptAt: Date }
): Promise<void> {
  await executor.updateTable('alertDeliveries').set(failure).where('id', '=', id).execute();
}

/** Whether nobody will take what this delivery said to an incident any more. */
export async function isDeliveryGivenUp(executor: Executor, id: string | null): Promise<boolean> {
  if (id === null) {
    return true;
  }
  const row = await executor.selectFrom('alertDeliveries').select('status').where('id', '=', id).executeTakeFirst();
  return row === undefined || row.status === 'dead';
}

/** Deliveries whose episodes have not reached an incident and should be tried now, the least tried first. */
export async function listWaitingDeliveries(executor: Executor, now: Date, limit: number): Promise<string[]> {
  const rows = await executor
    .selectFrom('alertDeliveries')
    .select('id')
    .where('status', 'in', ['stored', 'failed'])
    .where('nextAttemptAt', '<=', now)
    .orderBy('attempts')
    .orderBy('nextAttemptAt')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

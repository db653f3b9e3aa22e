import type { DetectorPriority } from '@vigil/contract';
import type { Executor } from '../database.ts';

/** What a detector is until evidence says otherwise. */
export const initialPriority: DetectorPriority = 'page';

/** The priority of a detector, locked until the transaction ends: verdicts on it are weighed one after the other. */
export async function lockPriority(executor: Executor, detectorId: string): Promise<DetectorPriority> {
  const { priority } = await executor
    .insertInto('detectorPriorities')
    .values({ detectorId, priority: initialPriority })
    .onConflict((conflict) => conflict.column('detectorId').doUpdateSet({ detectorId }))
    .returning('priority')
    .executeTakeFirstOrThrow();
  return priority;
}

export async function setPriority(executor: Executor, detectorId: string, priority: DetectorPriority): Promise<void> {
  await executor.updateTable('detectorPriorities').set({ priority }).where('detectorId', '=', detectorId).execute();
}

/** Detectors whose anomalies must not page. */
export async function listDemoted(executor: Executor): Promise<Set<string>> {
  const rows = await executor
    .selectFrom('detectorPriorities')
    .select('detectorId')
    .where('priority', '=', 'ticket')
    .execute();
  return new Set(rows.map(({ detectorId }) => detectorId));
}

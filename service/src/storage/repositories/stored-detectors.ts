import type { Executor } from '../database.ts';
import type { StoredDetectorRow } from '../schema.ts';

export async function listStoredDetectors(executor: Executor): Promise<StoredDetectorRow[]> {
  return executor.selectFrom('storedDetectors').selectAll().orderBy('id').execute();
}

type NewStoredDetector = Pick<StoredDetectorRow, 'id' | 'origin' | 'updatedAt' | 'updatedBy'> & { settings: string };

/** False when there is one of this id already. */
export async function insertStoredDetector(executor: Executor, detector: NewStoredDetector): Promise<boolean> {
  const inserted = await executor
    .insertInto('storedDetectors')
    .values({ ...detector, version: 1 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** False when it is not of this version any more. */
export async function updateStoredDetector(
  executor: Executor,
  { id, settings, updatedAt, updatedBy }: Omit<NewStoredDetector, 'origin'>,
  version: number
): Promise<boolean> {
  const updated = await executor
    .updateTable('storedDetectors')
    .set({ settings, updatedAt, updatedBy, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** False when it is not of this version any more. */
export async function deleteStoredDetector(executor: Executor, id: string, version: number): Promise<boolean> {
  const deleted = await executor
    .deleteFrom('storedDetectors')
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  return deleted !== undefined;
}

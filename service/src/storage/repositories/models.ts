import type { Executor } from '../database.ts';
import type { ModelRow, NewModel } from '../schema.ts';

/** Replaces the model of the series, if it has one. */
export async function saveModel(executor: Executor, model: NewModel): Promise<void> {
  const { seriesKey: _key, ...changes } = model;
  await executor
    .insertInto('models')
    .values(model)
    .onConflict((conflict) => conflict.column('seriesKey').doUpdateSet(changes))
    .execute();
}

export async function findModel(executor: Executor, seriesKey: string): Promise<ModelRow | undefined> {
  return executor.selectFrom('models').selectAll().where('seriesKey', '=', seriesKey).executeTakeFirst();
}

/** What identifies a training, without the model itself, which is large. */
export type ModelStamp = Pick<ModelRow, 'seriesKey' | 'detectorId' | 'trainedAt' | 'card'>;

export async function listModelStamps(executor: Executor, filter: ModelFilter = {}): Promise<ModelStamp[]> {
  return matching(executor, filter)
    .select(['seriesKey', 'detectorId', 'trainedAt', 'card'])
    .orderBy('seriesKey')
    .execute();
}

/** When the oldest model of each detector was trained. */
export async function listOldestTrainings(executor: Executor): Promise<Array<{ detectorId: string; oldest: Date }>> {
  return executor
    .selectFrom('models')
    .select((row) => ['detectorId', row.fn.min('trainedAt').as('oldest')])
    .groupBy('detectorId')
    .execute();
}

/** How many series of the detector were learned since then. */
export async function countModelsTrainedSince(executor: Executor, detectorId: string, since: Date): Promise<number> {
  const { total } = await executor
    .selectFrom('models')
    .select((row) => row.fn.countAll<number>().as('total'))
    .where('detectorId', '=', detectorId)
    .where('trainedAt', '>=', since)
    .executeTakeFirstOrThrow();
  return total;
}

export async function listModels(executor: Executor, filter: ModelFilter = {}): Promise<ModelRow[]> {
  return matching(executor, filter).selectAll().orderBy('seriesKey').execute();
}

export async function deleteModels(executor: Executor, seriesKeys: readonly string[]): Promise<void> {
  if (seriesKeys.length > 0) {
    await executor.deleteFrom('models').where('seriesKey', 'in', seriesKeys).execute();
  }
}

export async function deleteModelsOf(executor: Executor, detectorId: string): Promise<void> {
  await executor.deleteFrom('models').where('detectorId', '=', detectorId).execute();
}

/** Deletes the models of a detector's other series. */
export async function deleteModelsExcept(
  executor: Executor,
  detectorId: string,
  seriesKeys: readonly string[]
): Promise<void> {
  await executor
    .deleteFrom('models')
    .where('detectorId', '=', detectorId)
    .where('seriesKey', 'not in', seriesKeys)
    .execute();
}

export interface ModelFilter {
  detectorId?: string;
  /** Undefined for all. */
  seriesKeys?: readonly string[];
}

function matching(executor: Executor, { detectorId, seriesKeys }: ModelFilter) {
  return executor
    .selectFrom('models')
    .$if(detectorId !== undefined, (query) => query.where('detectorId', '=', detectorId!))
    .$if(seriesKeys !== undefined, (query) => query.where('seriesKey', 'in', seriesKeys!));
}

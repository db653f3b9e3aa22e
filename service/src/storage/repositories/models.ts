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

export async function listModels(executor: Executor, detectorId?: string): Promise<ModelRow[]> {
  return executor
    .selectFrom('models')
    .selectAll()
    .$if(detectorId !== undefined, (query) => query.where('detectorId', '=', detectorId!))
    .orderBy('seriesKey')
    .execute();
}

export async function deleteModels(executor: Executor, seriesKeys: readonly string[]): Promise<void> {
  if (seriesKeys.length > 0) {
    await executor.deleteFrom('models').where('seriesKey', 'in', seriesKeys).execute();
  }
}

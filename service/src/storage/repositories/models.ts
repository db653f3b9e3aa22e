import { sql } from 'kysely';
import type { Executor } from '../database.ts';
import type { ModelRow, NewModel } from '../schema.ts';

/** Models are large: rows per statement, so that none grows beyond some megabytes. */
const batchSize = 50;

/** Replaces the models of these series, if they have one. */
export async function saveModels(executor: Executor, models: readonly NewModel[]): Promise<void> {
  for (let from = 0; from < models.length; from += batchSize) {
    await executor
      .insertInto('models')
      .values(models.slice(from, from + batchSize))
      .onConflict((conflict) =>
        conflict.column('seriesKey').doUpdateSet((row) => ({
          detectorId: row.ref('excluded.detectorId'),
          service: row.ref('excluded.service'),
          labels: row.ref('excluded.labels'),
          kind: row.ref('excluded.kind'),
          snapshot: row.ref('excluded.snapshot'),
          card: row.ref('excluded.card'),
          trainedAt: row.ref('excluded.trainedAt'),
        }))
      )
      .execute();
  }
}

/** What identifies a training, without the model itself, which is large. */
export type ModelStamp = Pick<ModelRow, 'seriesKey' | 'detectorId' | 'trainedAt' | 'card'>;

export async function listModelStamps(executor: Executor, filter: ModelFilter = {}): Promise<ModelStamp[]> {
  return matching(executor, filter)
    .select(['seriesKey', 'detectorId', 'trainedAt', 'card'])
    .orderBy('seriesKey')
    .execute();
}

/** Which series of these detectors were trained since then. */
export async function listTrainings(
  executor: Executor,
  detectorIds: readonly string[],
  since: Date
): Promise<Array<Pick<ModelRow, 'seriesKey' | 'detectorId' | 'trainedAt'>>> {
  return executor
    .selectFrom('models')
    .select(['seriesKey', 'detectorId', 'trainedAt'])
    .where(sql<boolean>`detector_id = ANY(${detectorIds})`)
    .where('trainedAt', '>=', since)
    .execute();
}

/** Watched series of these detectors that have no model. */
export async function listUntrained(
  executor: Executor,
  detectorIds: readonly string[]
): Promise<Array<Pick<ModelRow, 'seriesKey' | 'detectorId'>>> {
  return executor
    .selectFrom('seriesState')
    .leftJoin('models', 'models.seriesKey', 'seriesState.seriesKey')
    .select(['seriesState.seriesKey', 'seriesState.detectorId'])
    .where(sql<boolean>`series_state.detector_id = ANY(${detectorIds})`)
    .where('models.seriesKey', 'is', null)
    .execute();
}

export async function findLastTraining(executor: Executor): Promise<Date | null> {
  const row = await executor
    .selectFrom('models')
    .select((newest) => newest.fn.max('trainedAt').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
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
  await executor
    .deleteFrom('models')
    .where(sql<boolean>`series_key = ANY(${seriesKeys})`)
    .execute();
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
    .where(sql<boolean>`series_key <> ALL(${seriesKeys})`)
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
    .$if(seriesKeys !== undefined, (query) => query.where(sql<boolean>`series_key = ANY(${seriesKeys})`));
}

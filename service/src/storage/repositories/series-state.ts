import type { Executor } from '../database.ts';
import type { NewSeriesState, SeriesStateRow } from '../schema.ts';

/** Rows per statement: nine parameters each, and PostgreSQL takes 65,535. */
const batchSize = 1000;

export async function saveSeriesStates(executor: Executor, states: readonly NewSeriesState[]): Promise<void> {
  for (let from = 0; from < states.length; from += batchSize) {
    await executor
      .insertInto('seriesState')
      .values(states.slice(from, from + batchSize))
      .onConflict((conflict) =>
        conflict.column('seriesKey').doUpdateSet((row) => ({
          detectorId: row.ref('excluded.detectorId'),
          service: row.ref('excluded.service'),
          labels: row.ref('excluded.labels'),
          scorerState: row.ref('excluded.scorerState'),
          intervalState: row.ref('excluded.intervalState'),
          lastTimestamp: row.ref('excluded.lastTimestamp'),
          lastScore: row.ref('excluded.lastScore'),
          lastValue: row.ref('excluded.lastValue'),
          openAnomalyId: row.ref('excluded.openAnomalyId'),
        }))
      )
      .execute();
  }
}

export async function listSeriesStates(executor: Executor, detectorId?: string): Promise<SeriesStateRow[]> {
  return executor
    .selectFrom('seriesState')
    .selectAll()
    .$if(detectorId !== undefined, (query) => query.where('detectorId', '=', detectorId!))
    .orderBy('seriesKey')
    .execute();
}

/** What is shown of a series, without the state that only scoring needs. */
export type SeriesSummary = Omit<SeriesStateRow, 'scorerState' | 'intervalState' | 'openAnomalyId'>;

export async function listSeriesSummaries(executor: Executor): Promise<SeriesSummary[]> {
  return executor
    .selectFrom('seriesState')
    .select(['seriesKey', 'detectorId', 'service', 'labels', 'lastTimestamp', 'lastScore', 'lastValue'])
    .orderBy('seriesKey')
    .execute();
}

/** Ids of the detectors that watch a series of the service. */
export async function listDetectorsOfService(executor: Executor, service: string): Promise<string[]> {
  const rows = await executor
    .selectFrom('seriesState')
    .select('detectorId')
    .distinct()
    .where('service', '=', service)
    .execute();
  return rows.map(({ detectorId }) => detectorId);
}

export async function findSeriesSummary(executor: Executor, seriesKey: string): Promise<SeriesSummary | undefined> {
  return executor
    .selectFrom('seriesState')
    .select(['seriesKey', 'detectorId', 'service', 'labels', 'lastTimestamp', 'lastScore', 'lastValue'])
    .where('seriesKey', '=', seriesKey)
    .executeTakeFirst();
}

export type Watch = Pick<SeriesStateRow, 'detectorId' | 'service'>;

/** Which detector watches the series, of which service; undefined when nothing does. */
export async function findWatchOfSeries(executor: Executor, seriesKey: string): Promise<Watch | undefined> {
  return executor
    .selectFrom('seriesState')
    .select(['detectorId', 'service'])
    .where('seriesKey', '=', seriesKey)
    .executeTakeFirst();
}

/** Undefined when the detector watches no series of the service. */
export async function findWatch(executor: Executor, detectorId: string, service: string): Promise<Watch | undefined> {
  return executor
    .selectFrom('seriesState')
    .select(['detectorId', 'service'])
    .where('detectorId', '=', detectorId)
    .where('service', '=', service)
    .executeTakeFirst();
}

export interface SeriesCounts {
  series: number;
  trained: number;
  lastTrainedAt: Date | null;
}

/** How many series are watched and have a model, and when one was trained last. */
export async function countSeries(executor: Executor): Promise<SeriesCounts> {
  return executor
    .selectFrom('seriesState')
    .leftJoin('models', 'models.seriesKey', 'seriesState.seriesKey')
    .select((row) => [
      row.fn.countAll<number>().as('series'),
      row.fn.count<number>('models.seriesKey').as('trained'),
      row.fn.max('models.trainedAt').as('lastTrainedAt'),
    ])
    .executeTakeFirstOrThrow();
}

/** Which detectors watch which services. */
export async function listWatches(executor: Executor): Promise<Array<{ service: string; detectorId: string }>> {
  return executor.selectFrom('seriesState').select(['service', 'detectorId']).distinct().execute();
}

export async function deleteSeriesStates(executor: Executor, seriesKeys: readonly string[]): Promise<void> {
  if (seriesKeys.length > 0) {
    await executor.deleteFrom('seriesState').where('seriesKey', 'in', seriesKeys).execute();
  }
}

import { sql } from 'kysely';
import type { Executor } from '../database.ts';
import type { NewSeriesState, SeriesStateRow } from '../schema.ts';

/** Rows per statement: seven parameters each, and PostgreSQL takes 65,535. */
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
          lastTimestamp: row.ref('excluded.lastTimestamp'),
          lastScore: row.ref('excluded.lastScore'),
          lastValue: row.ref('excluded.lastValue'),
        }))
      )
      .execute();
  }
}

export type NotedScore = Pick<SeriesStateRow, 'seriesKey' | 'lastTimestamp' | 'lastScore' | 'lastValue'>;

/** Writes down the newest score of series that are known. */
export async function noteScores(executor: Executor, scores: readonly NotedScore[]): Promise<void> {
  for (let from = 0; from < scores.length; from += batchSize) {
    const batch = scores.slice(from, from + batchSize);
    const column = <Name extends keyof NotedScore>(name: Name): Array<NotedScore[Name]> =>
      batch.map((score) => score[name]);
    await sql`UPDATE series_state
      SET last_timestamp = noted.at, last_score = noted.score, last_value = noted.value
      FROM unnest(${column('seriesKey')}::text[], ${column('lastTimestamp')}::timestamptz[],
        ${column('lastScore')}::float8[], ${column('lastValue')}::float8[]) AS noted (key, at, score, value)
      WHERE series_key = noted.key`.execute(executor);
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

/** What is shown of a series. */
export type SeriesSummary = SeriesStateRow;

export async function listSeriesSummaries(executor: Executor): Promise<SeriesSummary[]> {
  return listSeriesStates(executor);
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

/** Which detectors watch which services. */
export async function listWatches(executor: Executor): Promise<Array<{ service: string; detectorId: string }>> {
  return executor.selectFrom('seriesState').select(['service', 'detectorId']).distinct().execute();
}

export async function deleteSeriesStates(executor: Executor, seriesKeys: readonly string[]): Promise<void> {
  await executor
    .deleteFrom('seriesState')
    .where(sql<boolean>`series_key = ANY(${seriesKeys})`)
    .execute();
}

import type { Executor } from '../database.ts';

/** How many series each detector watches, of one service or of all. */
export async function countSeriesByDetector(executor: Executor, service?: string): Promise<Map<string, number>> {
  const rows = await executor
    .selectFrom('seriesState')
    .select((row) => ['detectorId', row.fn.countAll<number>().as('count')])
    .$if(service !== undefined, (query) => query.where('service', '=', service!))
    .groupBy('detectorId')
    .execute();
  return new Map(rows.map(({ detectorId, count }) => [detectorId, count]));
}

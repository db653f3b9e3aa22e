import type { DetectionContext } from '../detection-context.ts';

const dayMs = 86_400_000;

export interface RecentActivity {
  anomaliesToday: number;
  anomaliesYesterday: number;
  /** The service with the most anomalies today. */
  busiest: { service: string; count: number } | null;
  watchedSeries: number;
  untrainedSeries: number;
}

/** What happened in the last 24 hours beside the 24 before, and how much is being watched. */
export async function readRecentActivity({ database }: DetectionContext, now: Date): Promise<RecentActivity> {
  const todayFrom = new Date(now.getTime() - dayMs);
  const yesterdayFrom = new Date(now.getTime() - 2 * dayMs);
  const rows = await database
    .selectFrom('anomalies')
    .select(['service', 'detectedAt'])
    .where('detectedAt', '>=', yesterdayFrom)
    .execute();
  const today = rows.filter(({ detectedAt }) => detectedAt >= todayFrom);
  const [busiest] = [...Map.groupBy(today, ({ service }) => service)]
    .map(([service, anomalies]) => ({ service, count: anomalies.length }))
    .sort((first, second) => second.count - first.count || first.service.localeCompare(second.service));
  const { watched, trained } = await database
    .selectFrom('seriesState')
    .leftJoin('models', 'models.seriesKey', 'seriesState.seriesKey')
    .select((row) => [row.fn.countAll<number>().as('watched'), row.fn.count<number>('models.seriesKey').as('trained')])
    .executeTakeFirstOrThrow();
  return {
    anomaliesToday: today.length,
    anomaliesYesterday: rows.length - today.length,
    busiest: busiest ?? null,
    watchedSeries: watched,
    untrainedSeries: watched - trained,
  };
}

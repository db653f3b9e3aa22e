import { sql } from 'kysely';
import type { Executor } from '../database.ts';

/** Series of one detector whose models say the same about themselves. */
export interface QualityGroup {
  detectorId: string;
  /** As of training; null for series without a model. */
  quality: string | null;
  trainedTo: string | null;
  trainedAt: Date | null;
  series: number;
}

/** How good the models of each detector's series are, without reading the models. */
export async function listQualityGroups(executor: Executor): Promise<QualityGroup[]> {
  const quality = sql<string | null>`models.card->>'quality'`;
  const trainedTo = sql<string | null>`models.card->>'trainedTo'`;
  return executor
    .selectFrom('seriesState')
    .leftJoin('models', 'models.seriesKey', 'seriesState.seriesKey')
    .select((row) => [
      'seriesState.detectorId as detectorId',
      quality.as('quality'),
      trainedTo.as('trainedTo'),
      row.fn.max('models.trainedAt').as('trainedAt'),
      row.fn.countAll<number>().as('series'),
    ])
    .groupBy(['seriesState.detectorId', quality, trainedTo])
    .execute();
}

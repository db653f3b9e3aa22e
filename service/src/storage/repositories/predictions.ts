import type { Executor } from '../database.ts';

/** Before the key of a series in the anomaly that says what is going to become of it. */
export const predictionPrefix = 'forecast:';

/** The series that an anomaly is about, whether it has happened or is predicted. */
export function watchedKeyOf(seriesKey: string): string {
  return seriesKey.startsWith(predictionPrefix) ? seriesKey.slice(predictionPrefix.length) : seriesKey;
}

export async function listOpenPredictions(
  executor: Executor,
  detectorId: string
): Promise<Array<{ id: string; seriesKey: string }>> {
  return executor
    .selectFrom('anomalies')
    .select(['id', 'seriesKey'])
    .where('detectorId', '=', detectorId)
    .where('status', '=', 'open')
    .where('seriesKey', 'like', `${predictionPrefix}%`)
    .execute();
}

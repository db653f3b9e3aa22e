import { restoreModel } from '../detectors/index.ts';
import type { Database } from '../storage/database.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { snapshotOf } from './stored-shapes.ts';

/** Takes up models that another replica has trained meanwhile; returns how many. */
export async function adoptModels(database: Database, registry: SeriesRegistry): Promise<number> {
  const stamps = await database.selectFrom('models').select(['seriesKey', 'detectorId', 'card']).execute();
  const newer = stamps.filter(({ seriesKey, detectorId, card }) => {
    const known = registry.find(detectorId, seriesKey);
    return known !== undefined && Date.parse(card.trainedTo) > (known.model?.card.trainedToMs ?? 0);
  });
  for (const { seriesKey, detectorId } of newer) {
    const row = await database.selectFrom('models').selectAll().where('seriesKey', '=', seriesKey).executeTakeFirst();
    const series = registry.find(detectorId, seriesKey);
    if (row !== undefined && series !== undefined) {
      series.model = restoreModel(snapshotOf(row));
    }
  }
  return newer.length;
}

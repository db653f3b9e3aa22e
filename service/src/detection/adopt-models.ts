import type { Logger } from 'pino';
import type { Database } from '../storage/database.ts';
import { findModel, listModelStamps } from '../storage/repositories/models.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { readModel } from './stored-shapes.ts';

/**
 * Takes up what training on another replica has changed meanwhile: newer models, and series that it found no sample of.
 * A model that this version cannot read is left alone.
 */
export async function adoptModels(database: Database, registry: SeriesRegistry, logger: Logger): Promise<void> {
  // Taken before the stamps are read: what is learned in between has a model that the stamps do not know.
  const learned = registry.all().filter(({ model }) => model !== null);
  const stamps = new Map((await listModelStamps(database)).map((stamp) => [stamp.seriesKey, stamp]));
  for (const series of learned) {
    series.hasVanished = !stamps.has(series.key);
  }
  for (const { detectorId, seriesKey, card } of stamps.values()) {
    const series = registry.find(detectorId, seriesKey);
    if (series !== undefined && Date.parse(card.trainedTo) > (series.model?.card.trainedToMs ?? 0)) {
      const row = await findModel(database, seriesKey);
      series.model = (row && readModel(row, logger)) ?? series.model;
    }
  }
}

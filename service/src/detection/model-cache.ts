import type { Logger } from 'pino';
import type { DetectorModel } from '../detectors/index.ts';
import type { Database } from '../storage/database.ts';
import { listModels, listModelStamps } from '../storage/repositories/models.ts';
import { readModel } from './stored-shapes.ts';

interface CachedModel {
  trainedAtMs: number;
  /** Null for what this version cannot read. */
  model: DetectorModel | null;
}

/** Stored models for reading only: `fork` one to score with it. */
export interface ModelCache {
  /** The models of a detector by the keys of their series. */
  of(detectorId: string): Promise<ReadonlyMap<string, DetectorModel>>;
}

const defaultMaxModels = 1000;

/** Keeps models as long as their series have not been trained again; only new ones are read from the database. */
export function createModelCache(database: Database, logger: Logger, maxModels = defaultMaxModels): ModelCache {
  const byDetector = new Map<string, ReadonlyMap<string, CachedModel>>();

  const keep = (detectorId: string, models: ReadonlyMap<string, CachedModel>): void => {
    byDetector.delete(detectorId);
    byDetector.set(detectorId, models);
    let count = [...byDetector.values()].reduce((total, { size }) => total + size, 0);
    for (const [oldest, { size }] of byDetector) {
      if (count <= maxModels || oldest === detectorId) {
        break;
      }
      byDetector.delete(oldest);
      count -= size;
    }
  };

  return {
    async of(detectorId) {
      const known = byDetector.get(detectorId);
      const stamps = await listModelStamps(database, { detectorId });
      const seriesKeys = stamps
        .filter(({ seriesKey, trainedAt }) => known?.get(seriesKey)?.trainedAtMs !== trainedAt.getTime())
        .map(({ seriesKey }) => seriesKey);
      const rows = seriesKeys.length === 0 ? [] : await listModels(database, { detectorId, seriesKeys });
      const read = new Map(
        rows.map((row) => [row.seriesKey, { trainedAtMs: row.trainedAt.getTime(), model: readModel(row, logger) }])
      );
      const models = new Map(
        stamps.flatMap(({ seriesKey }) => {
          const cached = read.get(seriesKey) ?? known?.get(seriesKey);
          return cached === undefined ? [] : [[seriesKey, cached] as const];
        })
      );
      keep(detectorId, models);
      return new Map([...models].flatMap(([key, { model }]) => (model === null ? [] : [[key, model]])));
    },
  };
}

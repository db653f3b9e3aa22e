import type { Logger } from 'pino';
import type { Database } from '../storage/database.ts';
import { listModels, listTrainings, listUntrained } from '../storage/repositories/models.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { readModel } from './stored-shapes.ts';
import type { TrackedSeries } from './tracked-series.ts';

/** A training saves its models when all of a detector are learned, stamped with the time at which it began. */
const longestTrainingMs = 3_600_000;
const modelsPerRead = 200;

/**
 * Takes up what training on another replica has changed since `sinceMs`: newer models, and series that it found no
 * sample of. A model that this version cannot read is left alone.
 */
export async function adoptModels(
  database: Database,
  registry: SeriesRegistry,
  sinceMs: number,
  logger: Logger
): Promise<void> {
  const detectorIds = [...new Set(registry.shards().map(({ detectorId }) => detectorId))];
  // Taken before the list is read: what is learned in between has a model that the list does not know.
  const learned = new Set(registry.all().filter(({ model }) => model !== null));
  for (const { detectorId, seriesKey } of await listUntrained(database, detectorIds)) {
    const series = registry.find(detectorId, seriesKey);
    if (series !== undefined && learned.has(series)) {
      series.hasVanished = true;
    }
  }
  const newer = await findNewer(database, registry, detectorIds, new Date(sinceMs - longestTrainingMs));
  for (let from = 0; from < newer.length; from += modelsPerRead) {
    const some = new Map(newer.slice(from, from + modelsPerRead).map((series) => [series.key, series]));
    for (const row of await listModels(database, { seriesKeys: [...some.keys()] })) {
      const [series, model] = [some.get(row.seriesKey), readModel(row, logger)];
      if (series !== undefined && model !== null) {
        succeedBy(series, { model, trainedAtMs: row.trainedAt.getTime() }, registry);
      }
    }
  }
}

async function findNewer(
  database: Database,
  registry: SeriesRegistry,
  detectorIds: readonly string[],
  since: Date
): Promise<TrackedSeries[]> {
  const trainings = await listTrainings(database, detectorIds, since);
  return trainings.flatMap(({ detectorId, seriesKey, trainedAt }) => {
    const series = registry.find(detectorId, seriesKey);
    const knownMs = Math.max(series?.trainedAtMs ?? 0, series?.successor?.trainedAtMs ?? 0);
    return series !== undefined && trainedAt.getTime() > knownMs ? [series] : [];
  });
}

/** It has seen history up to its training: until that is scored, the model before it goes on. */
function succeedBy(
  series: TrackedSeries,
  { model, trainedAtMs }: Omit<NonNullable<TrackedSeries['successor']>, 'seenToMs'>,
  registry: SeriesRegistry
): void {
  series.hasVanished = false;
  if (series.model === null) {
    series.model = model;
    series.trainedAtMs = trainedAtMs;
    registry.hasChanged(series);
  } else {
    series.successor = { model, trainedAtMs, seenToMs: trainedAtMs };
  }
}

import type { DetectorDefinition } from '@vigil/contract';
import type { Logger } from 'pino';
import { newIntervalState } from '../../detectors/index.ts';
import type { Database } from '../../storage/database.ts';
import { listOpenAnomalies } from '../../storage/repositories/anomalies.ts';
import { listModels } from '../../storage/repositories/models.ts';
import { listSeriesStates } from '../../storage/repositories/series-state.ts';
import { readShardState } from '../../storage/repositories/shard-states.ts';
import type { ModelRow, SeriesStateRow } from '../../storage/schema.ts';
import type { ShardRow } from '../../storage/scoring-tables.ts';
import { readInterval, readModel } from '../stored-shapes.ts';
import { newTrackedSeries } from '../tracked-series.ts';
import type { TrackedSeries } from '../tracked-series.ts';
import { applyInput } from './apply-input.ts';
import { decodeCheckpoint } from './checkpoint-codec.ts';
import type { StoredSeries } from './checkpoint-codec.ts';
import { decodeInput } from './journal-codec.ts';
import { newShard } from './shard.ts';
import type { Shard } from './shard.ts';
import { partOf } from './shard-of.ts';

export interface LoadOptions {
  database: Database;
  logger: Logger;
  unobservableAfterMs: number;
}

/** Models are large: so many are read at a time. */
const modelsPerRead = 200;

/**
 * Reads a shard as it was after its last saved step: its checkpoint, and on it what it was given since. Without a
 * detector, which is when the metrics of a preset are gone, nothing was given.
 */
export async function loadShard(
  { database, logger, unobservableAfterMs }: LoadOptions,
  row: ShardRow,
  detector: DetectorDefinition | undefined
): Promise<Shard> {
  const { checkpoint, inputs } = await readShardState(database, row.id);
  const stored = checkpoint === null ? [] : await readCheckpoint(checkpoint, row, logger);
  const shard = newShard(row, await readSeries(database, row, stored, logger));
  for (const input of detector === undefined ? [] : inputs) {
    applyInput(shard, await decodeInput(input), { kind: detector!.kind, unobservableAfterMs });
  }
  shard.journalLength = inputs.length;
  shard.needsCheckpoint = checkpoint === null;
  shard.hasHeldBack = shard.series.some(({ lastTimestampMs }) => (lastTimestampMs ?? 0) < shard.scoredThroughMs);
  return shard;
}

async function readCheckpoint(
  checkpoint: Uint8Array,
  { detectorId }: ShardRow,
  logger: Logger
): Promise<StoredSeries[]> {
  return decodeCheckpoint(checkpoint).catch((error: unknown) => {
    logger.warn({ err: error, detector: detectorId }, 'the stored state of a shard cannot be used and begins anew');
    return [];
  });
}

/** In the order of the checkpoint, then those that it does not know. */
async function readSeries(
  database: Database,
  { detectorId, part, parts }: ShardRow,
  stored: readonly StoredSeries[],
  logger: Logger
): Promise<TrackedSeries[]> {
  const rows = (await listSeriesStates(database, detectorId)).filter(
    ({ seriesKey }) => partOf(seriesKey, parts) === part
  );
  const rowByKey = new Map(rows.map((row) => [row.seriesKey, row]));
  const storedByKey = new Map(stored.map((each) => [each.key, each]));
  const keys = [...new Set([...stored.map(({ key }) => key), ...rowByKey.keys()])].filter((key) => rowByKey.has(key));
  const openAnomalies = await listOpenAnomalies(database, detectorId);
  const series = keys.map((key) =>
    toSeries(rowByKey.get(key)!, storedByKey.get(key), openAnomalies.get(key) ?? null, logger)
  );
  for (let from = 0; from < series.length; from += modelsPerRead) {
    const some = series.slice(from, from + modelsPerRead);
    const models = await listModels(database, { seriesKeys: some.map(({ key }) => key) });
    const modelByKey = new Map(models.map((model) => [model.seriesKey, model]));
    some.forEach((each) => giveModel(each, modelByKey.get(each.key), storedByKey.get(each.key), logger));
  }
  return series;
}

function toSeries(
  { seriesKey, detectorId, service, labels, lastScore, lastTimestamp }: SeriesStateRow,
  stored: StoredSeries | undefined,
  openAnomalyId: string | null,
  logger: Logger
): TrackedSeries {
  return {
    ...newTrackedSeries(seriesKey, detectorId, service, labels),
    interval: stored === undefined ? newIntervalState() : readInterval(stored.interval, seriesKey, logger),
    silentMs: stored?.silentMs ?? 0,
    lastTimestampMs: stored?.lastTimestampMs ?? null,
    openAnomalyId,
    noted: { score: lastScore, atMs: lastTimestamp?.getTime() ?? 0 },
  };
}

/** A model that was trained after the checkpoint goes on from its own training. */
function giveModel(
  series: TrackedSeries,
  row: ModelRow | undefined,
  stored: StoredSeries | undefined,
  logger: Logger
): void {
  if (row !== undefined) {
    const isSame = stored !== undefined && Date.parse(row.card.trainedTo) === stored.trainedToMs;
    series.model = readModel(row, logger, isSame ? stored.scorer : undefined);
    series.trainedAtMs = row.trainedAt.getTime();
  }
}

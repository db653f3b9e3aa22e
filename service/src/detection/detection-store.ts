import { randomUUID } from 'node:crypto';
import type { DetectorDefinition } from '@vigil/contract';
import { restoreModel } from '../detectors/index.ts';
import type { DetectorModel } from '../detectors/index.ts';
import type { Database, Executor } from '../storage/database.ts';
import { toJson } from '../storage/json.ts';
import { insertAnomaly, updateAnomaly } from '../storage/repositories/anomalies.ts';
import { listModels } from '../storage/repositories/models.ts';
import { listSeriesStates, saveSeriesStates } from '../storage/repositories/series-state.ts';
import type { ModelRow, NewSeriesState, SeriesStateRow } from '../storage/schema.ts';
import { anomalyProgress, newAnomalyRow } from './anomaly-row.ts';
import { intervalOf, snapshotOf } from './stored-shapes.ts';
import type { SeriesEvent, TrackedSeries } from './tracked-series.ts';

/** Reads every watched series as it was after the last saved step, so that scoring goes on where it stopped. */
export async function loadTrackedSeries(database: Database): Promise<TrackedSeries[]> {
  const [states, models] = [await listSeriesStates(database), await listModels(database)];
  const modelByKey = new Map(models.map((model) => [model.seriesKey, model]));
  return states.map((state) => toTrackedSeries(state, modelByKey.get(state.seriesKey)));
}

/** Ids of anomalies by what became of them in one round. */
export interface SavedAnomalies {
  opened: string[];
  /** Anomalies that are worse than they have been before. */
  worse: string[];
  closed: string[];
}

/** What else belongs to a round and is saved with it, all or nothing. */
export type RoundSequel = (transaction: Executor, saved: SavedAnomalies) => Promise<void>;

/**
 * Saves where each series stands together with what became of its anomalies, all or nothing. On failure the series in
 * memory are ahead of the database: load them again.
 */
export async function saveRound(
  database: Database,
  touched: readonly TrackedSeries[],
  events: readonly SeriesEvent[],
  detectors: ReadonlyMap<string, DetectorDefinition>,
  sequel: RoundSequel
): Promise<SavedAnomalies> {
  return database.transaction().execute(async (transaction) => {
    const saved: SavedAnomalies = { opened: [], worse: [], closed: [] };
    for (const event of events) {
      const detector = detectors.get(event.series.detectorId);
      if (detector !== undefined) {
        await saveEvent(transaction, event, detector, saved);
      }
    }
    await saveSeriesStates(transaction, touched.map(toStateRow));
    await sequel(transaction, saved);
    return saved;
  });
}

async function saveEvent(
  executor: Executor,
  { series, type, interval }: SeriesEvent,
  detector: DetectorDefinition,
  saved: SavedAnomalies
): Promise<void> {
  const card = series.model?.card;
  if (card === undefined) {
    return;
  }
  if (type === 'opened' || series.openAnomalyId === null) {
    series.openAnomalyId = randomUUID();
    await insertAnomaly(executor, newAnomalyRow(series.openAnomalyId, detector, series, card, interval));
    saved.opened.push(series.openAnomalyId);
  } else {
    await updateAnomaly(executor, series.openAnomalyId, anomalyProgress(detector, series.service, card, interval));
  }
  if (type === 'updated' && interval.peak.timestampMs === interval.last.timestampMs) {
    saved.worse.push(series.openAnomalyId);
  }
  if (type === 'closed') {
    saved.closed.push(series.openAnomalyId);
    series.openAnomalyId = null;
  }
}

function toStateRow(series: TrackedSeries): NewSeriesState {
  return {
    seriesKey: series.key,
    detectorId: series.detectorId,
    service: series.service,
    labels: toJson(series.labels),
    scorerState: toJson(series.model?.state() ?? null),
    intervalState: toJson(series.interval),
    lastTimestamp: series.lastTimestampMs === null ? null : new Date(series.lastTimestampMs),
    lastScore: series.lastPoint?.score ?? null,
    lastValue: series.lastPoint?.value ?? null,
    openAnomalyId: series.openAnomalyId,
  };
}

function toTrackedSeries(row: SeriesStateRow, model: ModelRow | undefined): TrackedSeries {
  return {
    key: row.seriesKey,
    detectorId: row.detectorId,
    service: row.service,
    labels: row.labels,
    model: model === undefined ? null : restored(model, row.scorerState),
    interval: intervalOf(row),
    lastTimestampMs: row.lastTimestamp?.getTime() ?? null,
    lastPoint: null,
    openAnomalyId: row.openAnomalyId,
  };
}

/** A model that this version cannot read is trained anew. */
function restored(row: ModelRow, scorerState: unknown): DetectorModel | null {
  try {
    return restoreModel({ ...snapshotOf(row), state: scorerState });
  } catch {
    return null;
  }
}

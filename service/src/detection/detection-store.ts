import { randomUUID } from 'node:crypto';
import type { DetectorDefinition } from '@vigil/contract';
import type { Logger } from 'pino';
import type { Database, Executor } from '../storage/database.ts';
import { toJson } from '../storage/json.ts';
import { addAnomalyRates } from '../storage/repositories/anomaly-rates.ts';
import { insertAnomaly, updateAnomaly } from '../storage/repositories/anomalies.ts';
import { listModels } from '../storage/repositories/models.ts';
import { listSeriesStates, saveSeriesStates } from '../storage/repositories/series-state.ts';
import type { ModelRow, NewSeriesState, SeriesStateRow } from '../storage/schema.ts';
import { anomalyRatesOf } from './anomaly-rates.ts';
import { anomalyProgress, newAnomalyRow } from './anomaly-row.ts';
import type { AppliedRound } from './apply-round.ts';
import { dropSeries } from './drop-series.ts';
import type { DroppedSeries } from './drop-series.ts';
import { endAnomaly } from './end-anomaly.ts';
import type { EndedAnomaly } from './end-anomaly.ts';
import { readModel, readWatchState, toStoredWatchState } from './stored-shapes.ts';
import { noLongerObservable } from './tracked-series.ts';
import type { SeriesEvent, TrackedSeries } from './tracked-series.ts';

/** Reads every watched series as it was after the last saved step, so that scoring goes on where it stopped. */
export async function loadTrackedSeries(database: Database, logger: Logger): Promise<TrackedSeries[]> {
  const [states, models] = [await listSeriesStates(database), await listModels(database)];
  const modelByKey = new Map(models.map((model) => [model.seriesKey, model]));
  return states.map((state) => toTrackedSeries(state, modelByKey.get(state.seriesKey), logger));
}

/** Ids of anomalies by what became of them in one round. */
export interface SavedAnomalies {
  opened: string[];
  /** Anomalies that are worse than they have been before. */
  worse: string[];
  /** Back to what is usual. */
  closed: string[];
  /** Not to be followed any further. */
  ended: EndedAnomaly[];
}

/** What one round has come to and is saved as a whole. */
export interface RoundResult {
  touched: readonly TrackedSeries[];
  events: readonly SeriesEvent[];
  points: AppliedRound['points'];
  dropped: readonly DroppedSeries[];
  nowMs: number;
}

/** What else belongs to a round and is saved with it, all or nothing. */
export type RoundSequel = (transaction: Executor, saved: SavedAnomalies) => Promise<void>;

/**
 * Saves where each series stands together with what became of its anomalies, all or nothing. On failure the series in
 * memory are ahead of the database: load them again.
 */
export async function saveRound(
  database: Database,
  result: RoundResult,
  detectors: ReadonlyMap<string, DetectorDefinition>,
  sequel: RoundSequel
): Promise<SavedAnomalies> {
  const { touched, events, points, dropped, nowMs } = result;
  return database.transaction().execute(async (transaction) => {
    const saved: SavedAnomalies = { opened: [], worse: [], closed: [], ended: [] };
    for (const event of events) {
      const detector = detectors.get(event.series.detectorId);
      if (detector !== undefined) {
        await saveEvent(transaction, event, detector, saved);
      }
    }
    await endLostAnomalies(transaction, result, saved);
    await saveSeriesStates(transaction, touched.map(toStateRow));
    saved.ended.push(...(await dropSeries(transaction, dropped, nowMs)));
    await sequel(transaction, saved);
    await addAnomalyRates(transaction, anomalyRatesOf(points, detectors));
    return saved;
  });
}

async function saveEvent(
  executor: Executor,
  event: SeriesEvent,
  detector: DetectorDefinition,
  saved: SavedAnomalies
): Promise<void> {
  const { series, type, interval } = event;
  const card = series.model?.card;
  if (card === undefined) {
    return;
  }
  if (series.openAnomalyId === null) {
    series.openAnomalyId = randomUUID();
    await insertAnomaly(executor, newAnomalyRow(series.openAnomalyId, detector, series, card, interval));
    saved.opened.push(series.openAnomalyId);
  } else if (event.endedBecause === undefined) {
    await updateAnomaly(executor, series.openAnomalyId, anomalyProgress(detector, series.service, card, interval));
  }
  if (type === 'updated' && interval.peak.timestampMs === interval.last.timestampMs) {
    saved.worse.push(series.openAnomalyId);
  }
  if (type === 'closed') {
    await saveEnd(executor, event, series.openAnomalyId, saved);
    series.openAnomalyId = null;
  }
}

async function saveEnd(
  executor: Executor,
  { interval, endedBecause }: SeriesEvent,
  id: string,
  saved: SavedAnomalies
): Promise<void> {
  if (endedBecause === undefined) {
    saved.closed.push(id);
  } else {
    const endedAt = new Date(interval.endedMs ?? interval.last.timestampMs);
    saved.ended.push(await endAnomaly(executor, id, endedAt, endedBecause));
  }
}

/** Open anomalies of series whose stored state could not be read: nothing would ever close them. */
async function endLostAnomalies(
  executor: Executor,
  { touched, nowMs }: RoundResult,
  saved: SavedAnomalies
): Promise<void> {
  for (const series of touched) {
    if (series.openAnomalyId !== null && series.interval.open === null) {
      const because = `${noLongerObservable}, how far it had come could not be read`;
      const endedAt = new Date(series.lastTimestampMs ?? nowMs);
      saved.ended.push(await endAnomaly(executor, series.openAnomalyId, endedAt, because));
      series.openAnomalyId = null;
    }
  }
}

function toStateRow(series: TrackedSeries): NewSeriesState {
  return {
    seriesKey: series.key,
    detectorId: series.detectorId,
    service: series.service,
    labels: toJson(series.labels),
    scorerState: toJson(series.model?.state() ?? null),
    intervalState: toJson(toStoredWatchState(series)),
    lastTimestamp: series.lastTimestampMs === null ? null : new Date(series.lastTimestampMs),
    lastScore: series.lastPoint?.score ?? null,
    lastValue: series.lastPoint?.value ?? null,
    openAnomalyId: series.openAnomalyId,
  };
}

function toTrackedSeries(row: SeriesStateRow, model: ModelRow | undefined, logger: Logger): TrackedSeries {
  return {
    key: row.seriesKey,
    detectorId: row.detectorId,
    service: row.service,
    labels: row.labels,
    model: model === undefined ? null : readModel(model, logger, row.scorerState),
    ...readWatchState(row, logger),
    lastTimestampMs: row.lastTimestamp?.getTime() ?? null,
    lastPoint: null,
    openAnomalyId: row.openAnomalyId,
    hasVanished: false,
  };
}

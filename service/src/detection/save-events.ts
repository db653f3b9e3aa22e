import { randomUUID } from 'node:crypto';
import type { DetectorDefinition } from '@vigil/contract';
import type { Executor } from '../storage/database.ts';
import { saveAnomalies } from '../storage/repositories/anomalies.ts';
import type { NewAnomaly } from '../storage/schema.ts';
import { newAnomalyRow } from './anomaly-row.ts';
import type { RoundResult, SavedAnomalies } from './detection-store.ts';
import { endAnomaly } from './end-anomaly.ts';
import { noLongerObservable } from './tracked-series.ts';
import type { SeriesEvent, TrackedSeries } from './tracked-series.ts';

interface Ending {
  id: string;
  endedAt: Date;
  because: string;
}

/** What the events of a round come to, before it is written. */
interface EventRows {
  /** By id: of several events of one anomaly the last tells all. */
  rows: Map<string, NewAnomaly>;
  endings: Ending[];
}

/** Saves what became of the anomalies of a round, and ends those that nothing would ever end. */
export async function saveEvents(
  executor: Executor,
  events: readonly SeriesEvent[],
  series: Iterable<TrackedSeries>,
  { detectors, nowMs }: Pick<RoundResult, 'detectors' | 'nowMs'>
): Promise<SavedAnomalies> {
  const saved: SavedAnomalies = { opened: [], worse: [], closed: [], ended: [] };
  const found: EventRows = { rows: new Map(), endings: [] };
  for (const event of events) {
    const detector = detectors.get(event.series.detectorId);
    if (detector !== undefined) {
      takeEvent(event, detector, found, saved);
    }
  }
  await saveAnomalies(executor, [...found.rows.values()]);
  for (const { id, endedAt, because } of [...found.endings, ...lostAnomalies(series, nowMs)]) {
    saved.ended.push(await endAnomaly(executor, id, endedAt, because));
  }
  return saved;
}

function takeEvent(
  event: SeriesEvent,
  detector: DetectorDefinition,
  { rows, endings }: EventRows,
  saved: SavedAnomalies
): void {
  const { series, type, interval, endedBecause } = event;
  const card = series.model?.card;
  if (card === undefined) {
    return;
  }
  const isNew = series.openAnomalyId === null;
  const id = series.openAnomalyId ?? randomUUID();
  series.openAnomalyId = type === 'closed' ? null : id;
  if (isNew || endedBecause === undefined) {
    rows.set(id, newAnomalyRow(id, detector, series, card, interval));
  }
  if (isNew) {
    saved.opened.push(id);
  }
  if (type === 'updated' && interval.peak.timestampMs === interval.last.timestampMs) {
    saved.worse.push(id);
  }
  if (type === 'closed' && endedBecause === undefined) {
    saved.closed.push(id);
  }
  if (type === 'closed' && endedBecause !== undefined) {
    endings.push({ id, endedAt: new Date(interval.endedMs ?? interval.last.timestampMs), because: endedBecause });
  }
}

/** Open anomalies of series whose stored state could not be read: nothing would ever close them. */
function lostAnomalies(series: Iterable<TrackedSeries>, nowMs: number): Ending[] {
  const endings: Ending[] = [];
  for (const each of series) {
    if (each.openAnomalyId !== null && each.interval.open === null) {
      const because = `${noLongerObservable}, how far it had come could not be read`;
      endings.push({ id: each.openAnomalyId, endedAt: new Date(each.lastTimestampMs ?? nowMs), because });
      each.openAnomalyId = null;
    }
  }
  return endings;
}

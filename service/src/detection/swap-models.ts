import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { DetectorDefinition } from '@vigil/contract';
import type { Database } from '../storage/database.ts';
import { toJson } from '../storage/json.ts';
import { deleteModelsExcept, saveModels } from '../storage/repositories/models.ts';
import { toModelCardShape } from './contract-shapes.ts';
import type { NewModel } from '../storage/schema.ts';
import type { SeriesRegistry } from './series-registry.ts';
import type { TrainedSeries, TrainingOutcome } from './train-detector.ts';

/** Each model counts by itself, so they are saved in portions that let requests in between, to an embedded database too. */
const modelsPerSave = 10;

/**
 * Saves what a training learned and lets the running series go on with it; anomalies that are open stay open. A series
 * that all of the history has no sample of loses its model, which tells the replica that scores to give it up. A history
 * without any series says more about the metrics source than about the series, and changes nothing.
 */
export async function swapModels(
  database: Database,
  registry: SeriesRegistry,
  detector: DetectorDefinition,
  { trained, isComplete }: TrainingOutcome,
  now: Date
): Promise<void> {
  for (let from = 0; from < trained.length; from += modelsPerSave) {
    const rows = trained.slice(from, from + modelsPerSave).map((each) => toRow(each, detector, now));
    await saveModels(database, rows);
    await yieldToOthers();
  }
  if (isComplete && trained.length > 0) {
    const keys = trained.map(({ series }) => series.key);
    await deleteModelsExcept(database, detector.id, keys);
  }
  for (const { series, model } of trained) {
    series.model = model;
    series.trainedAtMs = now.getTime();
    series.successor = null;
    series.hasVanished = false;
    registry.hasChanged(series);
  }
}

function toRow({ series, model }: TrainedSeries, detector: DetectorDefinition, now: Date): NewModel {
  return {
    seriesKey: series.key,
    detectorId: detector.id,
    service: series.service,
    labels: toJson(series.labels),
    kind: model.kind,
    snapshot: toJson(model.snapshot()),
    card: toJson(toModelCardShape(model.card, now, now)),
    trainedAt: now,
  };
}

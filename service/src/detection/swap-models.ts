import type { DetectorDefinition } from '@vigil/contract';
import type { Database, Executor } from '../storage/database.ts';
import { toJson } from '../storage/json.ts';
import { deleteModels, saveModel } from '../storage/repositories/models.ts';
import { toModelCardShape } from './contract-shapes.ts';
import type { SeriesRegistry } from './series-registry.ts';
import type { TrainingOutcome } from './train-detector.ts';

/** Saves what a training learned and lets the running series go on with it; anomalies that are open stay open. */
export async function swapModels(
  database: Database,
  registry: SeriesRegistry,
  detector: DetectorDefinition,
  { trained, vanished }: TrainingOutcome,
  now: Date
): Promise<void> {
  const gone = vanished.filter(({ openAnomalyId }) => openAnomalyId === null);
  await database.transaction().execute(async (transaction) => {
    for (const { series, model } of trained) {
      await saveModel(transaction, {
        seriesKey: series.key,
        detectorId: detector.id,
        service: series.service,
        labels: toJson(series.labels),
        kind: model.kind,
        snapshot: toJson(model.snapshot()),
        card: toJson(toModelCardShape(model.card, now, now)),
        trainedAt: now,
      });
    }
    await forget(
      transaction,
      gone.map(({ key }) => key)
    );
  });
  for (const { series, model } of trained) {
    series.model = model;
  }
  for (const series of gone) {
    registry.remove(series);
  }
}

async function forget(executor: Executor, seriesKeys: readonly string[]): Promise<void> {
  await deleteModels(executor, seriesKeys);
  if (seriesKeys.length > 0) {
    await executor.deleteFrom('seriesState').where('seriesKey', 'in', seriesKeys).execute();
  }
}

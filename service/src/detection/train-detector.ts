import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { DetectorDefinition } from '@vigil/contract';
import { fitModel, warmUp } from '../detectors/index.ts';
import type { DetectorModel, Series } from '../detectors/index.ts';
import type { MetricSeries, MetricsSource } from '../telemetry/telemetry.ts';
import { toDetectorOptions } from './contract-shapes.ts';
import type { LearningLimits } from './learning-limits.ts';
import type { SeriesRegistry } from './series-registry.ts';
import type { TrackedSeries } from './tracked-series.ts';

export interface TrainingRequest {
  metrics: MetricsSource;
  detector: DetectorDefinition;
  registry: SeriesRegistry;
  limits: LearningLimits;
  stepSeconds: number;
  nowMs: number;
  /** Only series that have no model yet. */
  onlyMissing: boolean;
}

export interface TrainedSeries {
  series: TrackedSeries;
  model: DetectorModel;
}

export interface TrainingOutcome {
  trained: TrainedSeries[];
  /** Every series that the history has samples of is among the trained ones. */
  isComplete: boolean;
}

/** Reads the training window of a detector and fits one model per series. Nothing is swapped in yet. */
export async function trainDetector(request: TrainingRequest): Promise<TrainingOutcome> {
  const { metrics, detector, registry, stepSeconds, nowMs, onlyMissing } = request;
  const stepMs = stepSeconds * 1000;
  const toMs = Math.floor(nowMs / stepMs) * stepMs;
  const range = { fromMs: toMs - detector.options.trainingWindowSeconds * 1000, toMs };
  const outcome: TrainingOutcome = { trained: [], isComplete: !onlyMissing };
  for (const history of await metrics.queryRange(detector.query, range, stepSeconds)) {
    const series = registry.track(detector, history.labels);
    if (series !== undefined && (!onlyMissing || !hasLearned(series, detector))) {
      outcome.trained.push({ series, model: fit(history, series, request) });
      await yieldToOthers();
    }
  }
  return outcome;
}

/** Whether a series has a model that had enough to learn from. */
export function hasLearned({ model }: TrackedSeries, detector: DetectorDefinition): boolean {
  return model !== null && model.card.samples >= detector.options.minSamples;
}

function fit(history: MetricSeries, series: TrackedSeries, { detector, limits }: TrainingRequest): DetectorModel {
  const model = fitModel(
    history,
    toDetectorOptions(detector, limits.masksOf(series.service), limits.acceptedOf(series.key))
  );
  warmUp(model, upTo(history, series.lastTimestampMs ?? Number.POSITIVE_INFINITY));
  return model;
}

/** Steps that are still due after an outage must not be in the model's past already. */
function upTo({ timestampsMs, values }: MetricSeries, endMs: number): Series {
  const length = timestampsMs.findLastIndex((timestampMs) => timestampMs <= endMs) + 1;
  return { timestampsMs: timestampsMs.subarray(0, length), values: values.subarray(0, length) };
}

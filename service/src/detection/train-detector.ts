import type { DetectorDefinition } from '@vigil/contract';
import type { DetectorModel } from '../detectors/index.ts';
import { createConcurrencyLimit } from '../telemetry/concurrency-limit.ts';
import type { MetricSeries, MetricsSource } from '../telemetry/telemetry.ts';
import { toDetectorOptions } from './contract-shapes.ts';
import type { LearningLimits } from './learning-limits.ts';
import type { SeriesRegistry } from './series-registry.ts';
import type { TrackedSeries } from './tracked-series.ts';
import type { TrainingPool } from './training-pool.ts';

export interface TrainingRequest {
  metrics: MetricsSource;
  detector: DetectorDefinition;
  registry: SeriesRegistry;
  pool: TrainingPool;
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

/** One under way and one to go on with, so that no thread waits; more would only be copies of histories. */
const fitsPerThread = 2;

/** Reads the training window of a detector and fits one model per series. Nothing is swapped in yet. */
export async function trainDetector(request: TrainingRequest): Promise<TrainingOutcome> {
  const { metrics, detector, registry, stepSeconds, nowMs, onlyMissing } = request;
  const stepMs = stepSeconds * 1000;
  const toMs = Math.floor(nowMs / stepMs) * stepMs;
  const range = { fromMs: toMs - detector.options.trainingWindowSeconds * 1000, toMs };
  const histories = await metrics.queryRange(detector.query, range, stepSeconds);
  const inTurn = createConcurrencyLimit(fitsPerThread * request.pool.size);
  const trained = histories.flatMap((history) => {
    const series = registry.track(detector, history.labels);
    return series === undefined || (onlyMissing && hasLearned(series, detector))
      ? []
      : [inTurn(async () => ({ series, model: await fit(history, series, request) }))];
  });
  return { trained: await Promise.all(trained), isComplete: !onlyMissing };
}

/** Whether a series has a model that had enough to learn from. */
export function hasLearned({ model }: TrackedSeries, detector: DetectorDefinition): boolean {
  return model !== null && model.card.samples >= detector.options.minSamples;
}

function fit(
  { timestampsMs, values }: MetricSeries,
  series: TrackedSeries,
  { detector, limits, pool }: TrainingRequest
): Promise<DetectorModel> {
  return pool.fit({
    kind: detector.options.model,
    series: { timestampsMs, values },
    options: toDetectorOptions(detector, limits.masksOf(series.service), limits.acceptedOf(series.key)),
    warmUpToMs: series.lastTimestampMs ?? Number.POSITIVE_INFINITY,
  });
}

import type { DetectorDefinition } from '@vigil/contract';
import type { Logger } from 'pino';
import type { Database } from '../storage/database.ts';
import { metricsUntil } from '../telemetry/give-up-on.ts';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import type { DetectionMetrics } from './detection-metrics.ts';
import type { DetectorCatalog } from './detector-catalog.ts';
import { createDeployWindows } from './deploy-windows.ts';
import { readLearningLimits } from './learning-limits.ts';
import { openToAll } from './series-registry.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { swapModels } from './swap-models.ts';
import { hasLearned, trainDetector } from './train-detector.ts';
import { createTrainingPool } from './training-pool.ts';

export interface TrainingOptions {
  database: Database;
  metrics: MetricsSource;
  catalog: DetectorCatalog;
  registry: SeriesRegistry;
  measures: DetectionMetrics;
  logger: Logger;
  stepSeconds: number;
  /** How long to wait before series that had too little history are looked at again. */
  retryAfterMs: number;
}

export interface TrainingService {
  /** Fits all series of the detectors, until the signal; throws when any of them could not be, after trying all. */
  train(detectors: readonly DetectorDefinition[], nowMs: number, signal?: AbortSignal): Promise<void>;
  /** Fits series that have no model yet, at most once per `retryAfterMs` and detector. */
  trainMissing(nowMs: number): Promise<void>;
}

export function createTrainingService(options: TrainingOptions): TrainingService {
  const { database, catalog, registry, measures, logger } = options;
  const deployWindows = createDeployWindows(options.metrics);
  const pool = createTrainingPool();
  const triedAtMs = new Map<string, number>();

  const trainOne = async (
    detector: DetectorDefinition,
    nowMs: number,
    onlyMissing: boolean,
    signal: AbortSignal
  ): Promise<void> => {
    const startedMs = performance.now();
    const metrics = metricsUntil(options.metrics, signal);
    const limits = await readLearningLimits(database, deployWindows, detector, nowMs);
    const takesIn = onlyMissing ? registry : openToAll(registry);
    const request = { ...options, metrics, registry: takesIn, pool, detector, limits, nowMs, onlyMissing };
    const outcome = await trainDetector(request);
    signal.throwIfAborted();
    await swapModels(database, registry, detector, outcome, new Date(nowMs));
    const seconds = (performance.now() - startedMs) / 1000;
    measures.observeTraining(detector.id, seconds);
    logger.info({ detector: detector.id, series: outcome.trained.length, seconds }, 'trained');
  };

  const trainEach = async (
    detectors: readonly DetectorDefinition[],
    nowMs: number,
    onlyMissing: boolean,
    signal: AbortSignal = new AbortController().signal
  ): Promise<void> => {
    const failures: unknown[] = [];
    for (const detector of detectors) {
      triedAtMs.set(detector.id, nowMs);
      signal.throwIfAborted();
      try {
        await trainOne(detector, nowMs, onlyMissing, signal);
      } catch (error) {
        failures.push(error);
        triedAtMs.delete(detector.id);
        logger.warn({ detector: detector.id, err: error }, 'training failed');
      }
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, `${failures.length} of ${detectors.length} detectors could not be trained`);
    }
  };

  return {
    train: (detectors, nowMs, signal) => trainEach(detectors, nowMs, false, signal),
    trainMissing(nowMs) {
      const waiting = catalog
        .all()
        .filter(({ id }) => nowMs - (triedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) >= options.retryAfterMs)
        .filter((detector) => isWaiting(registry, detector));
      return trainEach(waiting, nowMs, true);
    },
  };
}

/** A detector of this replica without any series may find some in its history; others wait for those without a model. */
function isWaiting(registry: SeriesRegistry, detector: DetectorDefinition): boolean {
  if (registry.shardsOf(detector.id).length === 0) {
    return false;
  }
  const series = registry.of(detector.id);
  return series.length === 0 || series.some((each) => !hasLearned(each, detector));
}

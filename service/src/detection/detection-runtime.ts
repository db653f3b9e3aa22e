import { randomUUID } from 'node:crypto';
import type { DetectorDefinition } from '@vigil/contract';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';
import { holdLease, releaseLease } from '../storage/repositories/leases.ts';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import { createConcurrencyLimit } from '../telemetry/concurrency-limit.ts';
import { adoptModels } from './adopt-models.ts';
import { createDetectionMetrics } from './detection-metrics.ts';
import type { DetectionSettings } from './detection-settings.ts';
import type { RoundSequel } from './detection-store.ts';
import type { DetectorCatalog } from './detector-catalog.ts';
import type { ScoreWriter } from './score-writer.ts';
import { createScoringEngine } from './scoring-engine.ts';
import { followStatus, nothingYet, publishStatus } from './shared-status.ts';
import type { DetectionOverview } from './shared-status.ts';
import type { ScoringStatus } from './scoring-status.ts';
import { createSeriesRegistry } from './series-registry.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { createTrainingService } from './training-service.ts';
import type { TrainingService } from './training-service.ts';

export interface DetectionRuntimeOptions {
  database: Database;
  metrics: MetricsSource;
  catalog: DetectorCatalog;
  status: ScoringStatus;
  settings: DetectionSettings;
  clock: Clock;
  logger: Logger;
  registry: Registry;
  writer: ScoreWriter | null;
}

export interface DetectionRuntime {
  series: SeriesRegistry;
  training: TrainingService;
  /** Scores what is due, if this replica holds the lease; true when it did. */
  score(nowMs: number, sequel: RoundSequel): Promise<boolean>;
  /** Looks for detectors and series anew, and learns those that have no model. */
  rediscover(nowMs: number): Promise<void>;
  /** As of the last step, on whichever replica. */
  overview(): DetectionOverview;
  release(): Promise<void>;
}

const leaseName = 'scoring';
const shortestLeaseSeconds = 30;
const maxCatchUpSeconds = 6 * 3600;
const retryTrainingMs = 300_000;

/** The parts of detection that keep state between steps, on the one replica that scores. */
export function createDetectionRuntime(options: DetectionRuntimeOptions): DetectionRuntime {
  const { database, catalog, settings, clock, logger, writer } = options;
  const holder = randomUUID();
  const series = createSeriesRegistry();
  const detectors = (): readonly DetectorDefinition[] => catalog.all();
  const measures = createDetectionMetrics(options.registry, series, detectors, () => clock.now());
  const training = createTrainingService({
    ...options,
    registry: series,
    measures,
    stepSeconds: settings.trainingStepSeconds,
    retryAfterMs: retryTrainingMs,
  });
  let sequelOfRound: RoundSequel = () => Promise.resolve();
  const engine = createScoringEngine({
    ...options,
    ...settings,
    registry: series,
    maxCatchUpSeconds,
    sequel: (transaction, saved) => sequelOfRound(transaction, saved),
  });
  let isLeader = false;
  let overview = nothingYet;

  const oneAtATime = createConcurrencyLimit(1);
  const lead = (): Promise<boolean> => oneAtATime(takeLead);
  const takeLead = async (): Promise<boolean> => {
    const leaseSeconds = Math.max(shortestLeaseSeconds, 4 * settings.stepSeconds);
    const leads = await holdLease(database, leaseName, holder, leaseSeconds);
    if (leads && !isLeader) {
      await engine.load();
      logger.info('scores on this replica from now on');
    }
    isLeader = leads;
    return leads;
  };

  return {
    series,
    training,
    overview: () => overview,
    async score(nowMs, sequel) {
      if (!(await lead())) {
        overview = await followStatus(database, options.status);
        return false;
      }
      sequelOfRound = sequel;
      try {
        const report = await engine.score(nowMs);
        measures.observeRound(report);
        writer?.add(report.points);
        const lastScoredAt = report.points.length > 0 ? new Date(nowMs) : overview.lastScoredAt;
        overview = { ...overview, lastScoredAt };
      } finally {
        overview = await publishStatus(database, options.status, overview.lastScoredAt);
      }
      return true;
    },
    async rediscover(nowMs) {
      await catalog.refresh(nowMs);
      if (await lead()) {
        await adoptModels(database, series, logger);
        await training.trainMissing(nowMs);
      }
    },
    async release() {
      await releaseLease(database, leaseName, holder);
    },
  };
}

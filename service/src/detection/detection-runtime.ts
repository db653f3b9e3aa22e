import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { DetectorDefinition } from '@vigil/contract';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';
import { toJson } from '../storage/json.ts';
import { createConcurrencyLimit } from '../telemetry/concurrency-limit.ts';
import type { MetricsSource } from '../telemetry/telemetry.ts';
import { adoptModels } from './adopt-models.ts';
import { createDetectionMetrics } from './detection-metrics.ts';
import type { DetectionSettings } from './detection-settings.ts';
import type { RoundSequel } from './detection-store.ts';
import type { DetectorCatalog } from './detector-catalog.ts';
import type { ScoreWriter } from './score-writer.ts';
import { createScoringEngine } from './scoring-engine.ts';
import type { ScoringStatus } from './scoring-status.ts';
import { createSeriesRegistry } from './series-registry.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { nothingYet, readSharedStatus } from './shared-status.ts';
import type { DetectionOverview } from './shared-status.ts';
import { followShards } from './sharding/follow-shards.ts';
import { createMembership } from './sharding/membership.ts';
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
  /** How often `renew` must be called. */
  renewEveryMs: number;
  /** Scores what is due of the shards that this replica owns; true when it owns any. */
  score(nowMs: number, sequel: RoundSequel): Promise<boolean>;
  /** Stays in touch with the other replicas: between two steps shards are taken and given up. */
  renew(nowMs: number): Promise<void>;
  /** Looks for detectors and series anew, and learns those that have no model. */
  rediscover(nowMs: number): Promise<void>;
  /** Of all replicas, as of the last step or renewal. */
  overview(): DetectionOverview;
  /** Leaves its shards to the other replicas. */
  release(): Promise<void>;
}

const shortestLeaseSeconds = 10;
const longestLeaseSeconds = 30;
const renewalsPerLease = 4;
const maxCatchUpSeconds = 6 * 3600;
const retryTrainingMs = 300_000;

/** The parts of detection that keep state between steps, for the shards that this replica owns. */
export function createDetectionRuntime(options: DetectionRuntimeOptions): DetectionRuntime {
  const { database, catalog, settings, clock, logger, status, writer } = options;
  const replicaId = randomUUID();
  const name = `${hostname()}/${process.pid}`;
  const startedAt = clock.now();
  const leaseSeconds = Math.min(longestLeaseSeconds, Math.max(shortestLeaseSeconds, 2 * settings.stepSeconds));
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
  const engine = createScoringEngine({ ...options, ...settings, replicaId, registry: series, maxCatchUpSeconds });
  let overview = nothingYet;
  let scoredAt: Date | null = null;
  let adoptedToMs = 0;

  const membership = createMembership({
    database,
    catalog,
    leaseSeconds,
    replicaId,
    describe() {
      const { state, since, message, failing } = status.own();
      return { id: replicaId, name, startedAt, state, since, message, failing: toJson(failing), scoredAt };
    },
  });
  const loading = { database, logger, unobservableAfterMs: settings.unobservableAfterSeconds * 1000 };
  const follow = async (nowMs: number): Promise<void> => {
    const changes = await followShards(series, await membership.balance(nowMs), catalog, loading);
    measures.observeShards(changes);
    if (changes.taken + changes.given > 0) {
      logger.info({ ...changes, owned: series.shards().length }, 'the share of this replica has changed');
    }
  };
  const share = async (): Promise<void> => {
    const shared = await readSharedStatus(database);
    overview = shared.overview;
    measures.observeReplicas(overview.replicas.length);
    status.adopt(shared.state ?? status.own());
  };
  const scoreOwned = async (nowMs: number, sequel: RoundSequel): Promise<void> => {
    for (let isBehind = true; isBehind;) {
      const report = await engine.score(nowMs, sequel);
      measures.observeRound(report);
      writer?.add(report.points);
      scoredAt = report.points.length > 0 ? new Date(nowMs) : scoredAt;
      isBehind = report.isBehind;
    }
  };
  const oneAtATime = createConcurrencyLimit(1);
  let isBusy = false;
  const exclusively = <Result>(task: () => Promise<Result>): Promise<Result> =>
    oneAtATime(async () => {
      isBusy = true;
      try {
        return await task();
      } finally {
        isBusy = false;
      }
    });

  return {
    series,
    training,
    renewEveryMs: (leaseSeconds * 1000) / renewalsPerLease,
    overview: () => overview,
    score: (nowMs, sequel) =>
      exclusively(async () => {
        try {
          await follow(nowMs);
          const owns = series.shards().length > 0;
          if (owns) {
            await scoreOwned(nowMs, sequel);
          }
          return owns;
        } finally {
          await membership.renew();
          await share();
        }
      }),
    async renew(nowMs) {
      // While a round is under way shards must not change hands; that this replica lives is told all the same.
      await (isBusy ? membership.renew() : exclusively(() => follow(nowMs)));
      await share();
    },
    async rediscover(nowMs) {
      await catalog.refresh(nowMs);
      await exclusively(() => follow(nowMs));
      await adoptModels(database, series, adoptedToMs, logger);
      adoptedToMs = nowMs;
      await training.trainMissing(nowMs);
    },
    release: () =>
      exclusively(async () => {
        series.clear();
        await membership.leave();
      }),
  };
}

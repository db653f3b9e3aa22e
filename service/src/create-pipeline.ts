import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { ServiceConfig } from './config.ts';
import type { ServiceContext } from './context.ts';
import { createDetectionRuntime } from './detection/detection-runtime.ts';
import type { DetectionRuntime } from './detection/detection-runtime.ts';
import type { DetectionSettings } from './detection/detection-settings.ts';
import { createDetectorCatalog } from './detection/detector-catalog.ts';
import { detectorPresets } from './detection/presets/index.ts';
import { createModelCache } from './detection/model-cache.ts';
import { createRangeScorer } from './detection/score-cache.ts';
import { createScoringStatus } from './detection/scoring-status.ts';
import { nothingYet } from './detection/shared-status.ts';
import { createTopology } from './detection/topology.ts';
import { createDroppedSamplesCounter } from './detection/detection-metrics.ts';
import { createScoreWriter } from './detection/score-writer.ts';
import type { ScoreWriter } from './detection/score-writer.ts';
import { pipelineJobs, startJobs } from './jobs/start-jobs.ts';
import { startLoops } from './jobs/start-loops.ts';
import type { CreatePipeline, PipelineDependencies } from './pipeline.ts';
import { verdictRoutes } from './routes/anomalies/give-verdict.ts';
import { anomalyRoutes } from './routes/anomalies/index.ts';
import { anomalyOverviewRoutes } from './routes/anomalies/overview.ts';
import { backtestRoutes } from './routes/backtests/index.ts';
import { correlationRoutes } from './routes/correlation/index.ts';
import { detectorRoutes } from './routes/detectors/index.ts';
import { detectorSeriesRoutes } from './routes/detectors/series.ts';
import { insightRoutes } from './routes/insights/index.ts';
import { investigationRoutes } from './routes/investigations/index.ts';
import { jointRoutes } from './routes/joint/index.ts';
import { muteRoutes } from './routes/mutes/index.ts';
import { queryRoutes } from './routes/query/index.ts';
import { serviceRoutes } from './routes/services/index.ts';
import { trainingRoutes } from './routes/trainings/index.ts';
import { createTelemetry } from './telemetry/create-telemetry.ts';
import type { ConnectedTelemetry } from './telemetry/create-telemetry.ts';
import { createSeriesSource } from './telemetry/series-source.ts';
import { createSourceHealth } from './telemetry/source-health.ts';
import type { DetectionContext } from './verbs/detection-context.ts';
import { registerPrecisionMetrics } from './verbs/feedback/precision-metrics.ts';
import { telemetryProbes } from './verbs/status/telemetry-probes.ts';

const maxWaitingSamples = 200_000;

/** Telemetry, detection and investigation put together. */
export const createPipeline: CreatePipeline = (dependencies) => {
  const { config, database, clock } = dependencies;
  const telemetry = seriesOfAllKinds(createTelemetry(config.telemetry));
  let settings = detectionSettings(config);
  const catalog = createDetectorCatalog(telemetry.metrics, settings, telemetry.logs);
  const scoring = createScoringStatus(() => clock.now());
  registerPrecisionMetrics(dependencies.metrics.registry, { ...dependencies, catalog });
  const topology = createTopology({ database, traces: telemetry.traces });
  const remoteWriteHealth = createSourceHealth(() => clock.now());
  const writer = scoreWriter(dependencies, remoteWriteHealth);
  const runtime = detectionRuntime(dependencies, { telemetry, settings, catalog, scoring, writer });
  const detection: Omit<DetectionContext, 'database' | 'clock' | 'logger' | 'config'> = {
    telemetry,
    catalog,
    scoring,
    scoreRange:
      telemetry.metrics === null
        ? null
        : createRangeScorer(createModelCache(database, dependencies.logger), telemetry.metrics),
  };

  return {
    jobs: pipelineJobs,
    probes: telemetryProbes({ telemetry, scoring, remoteWrite: writer === null ? null : remoteWriteHealth }),
    callGraph: () => topology.current(),
    detection: () => detectionStatus(runtime, catalog.all().length),
    routes: (context) => pipelineRoutes({ ...context, ...detection }),
    configure(changed) {
      settings = detectionSettings(changed);
      catalog.configure(settings);
    },
    async start(context) {
      const whole = { ...context, ...detection };
      await startJobs(whole, runtime);
      return startLoops({ context: whole, runtime, topology, writer, settings: () => settings });
    },
  };
};

/** Detectors read what PromQL and LogQL yield alike. */
function seriesOfAllKinds(telemetry: ConnectedTelemetry): ConnectedTelemetry {
  const { metrics, logs } = telemetry;
  return { ...telemetry, metrics: metrics && createSeriesSource(metrics, logs) };
}

type DetectionParts = Pick<DetectionContext, 'telemetry' | 'catalog' | 'scoring'> & {
  settings: DetectionSettings;
  writer: ScoreWriter | null;
};

function detectionRuntime(
  { database, clock, logger, metrics }: PipelineDependencies,
  { telemetry, settings, catalog, scoring, writer }: DetectionParts
): DetectionRuntime | null {
  return telemetry.metrics === null
    ? null
    : createDetectionRuntime({
        database,
        metrics: telemetry.metrics,
        catalog,
        status: scoring,
        settings,
        clock,
        logger,
        registry: metrics.registry,
        writer,
      });
}

function scoreWriter(
  { config, metrics }: PipelineDependencies,
  health: ReturnType<typeof createSourceHealth>
): ScoreWriter | null {
  const url = config.telemetry.remoteWriteUrl;
  if (url === undefined) {
    return null;
  }
  const dropped = createDroppedSamplesCounter(metrics.registry);
  return createScoreWriter({
    url,
    health,
    maxWaiting: maxWaitingSamples,
    onDropped: (samples) => dropped.inc(samples),
  });
}

function detectionSettings({ detection, presets, detectors }: ServiceConfig): DetectionSettings {
  const disabledPresets = presets ? detection.disabledPresets : detectorPresets.map(({ id }) => id);
  return { ...detection, disabledPresets, custom: detectors };
}

function detectionStatus(runtime: DetectionRuntime | null, detectorCount: number) {
  const { series, trained, lastScoredAt, lastTrainedAt, replicas } = runtime?.overview() ?? nothingYet;
  return {
    detectorCount,
    seriesCount: series,
    trainedSeriesCount: trained,
    lastScoredAt: lastScoredAt?.toISOString() ?? null,
    lastTrainedAt: lastTrainedAt?.toISOString() ?? null,
    replicas: replicas.map((replica) => ({ ...replica, lastScoredAt: replica.lastScoredAt?.toISOString() ?? null })),
  };
}

function pipelineRoutes(context: ServiceContext & DetectionContext): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(anomalyRoutes(context));
    await app.register(anomalyOverviewRoutes(context));
    await app.register(correlationRoutes(context));
    await app.register(jointRoutes(context));
    await app.register(verdictRoutes(context));
    await app.register(muteRoutes(context));
    await app.register(detectorRoutes(context));
    await app.register(detectorSeriesRoutes(context));
    await app.register(backtestRoutes(context));
    await app.register(trainingRoutes(context));
    await app.register(serviceRoutes(context));
    await app.register(insightRoutes(context));
    await app.register(queryRoutes(context));
    await app.register(investigationRoutes(context));
  };
}

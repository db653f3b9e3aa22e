import type { FastifyInstance } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { pino } from 'pino';
import { buildApp } from '../src/app.ts';
import { serviceConfig } from '../src/config/config.schema.ts';
import type { ServiceConfig } from '../src/config.ts';
import type { CallGraph, ServiceContext } from '../src/context.ts';
import { createServiceMetrics } from '../src/metrics.ts';
import { openDatabase } from '../src/storage/database.ts';
import type { DatabaseLocation, OpenedDatabase } from '../src/storage/database.ts';
import { createHealthMonitor } from '../src/verbs/status/health-monitor.ts';
import type { HealthProbe } from '../src/verbs/status/health-monitor.ts';
import { storageProbes } from '../src/verbs/status/storage-probes.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { recordingQueue } from './recording-queue.ts';
import type { RecordingQueue } from './recording-queue.ts';
import { sharedSecret } from './sign-identity.ts';

export const webhookSecret = 's3cr3t';

export interface TestServiceOptions {
  location?: DatabaseLocation;
  config?: Record<string, unknown>;
  callGraph?: CallGraph;
  probes?: readonly HealthProbe[];
  routes?: readonly FastifyPluginAsyncZod[];
  /** Routes that need the service's own context. */
  routesOf?: (context: ServiceContext) => FastifyPluginAsyncZod;
  logLines?: string[];
}

export interface TestService {
  app: FastifyInstance;
  context: ServiceContext;
  clock: ManualClock;
  queue: RecordingQueue;
  load: { delayMs: number };
  opened: OpenedDatabase;
  close(): Promise<void>;
}

export function testConfig(config: Record<string, unknown> = {}): ServiceConfig {
  return serviceConfig.parse({
    server: { sharedSecret },
    webhooks: { grafana: { secret: webhookSecret } },
    ...config,
  });
}

/** The service on a database of its own, with fakes where it meets time, load and the job queue. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const opened = await openDatabase(options.location ?? { kind: 'memory' });
  const clock = manualClock();
  const queue = recordingQueue();
  const load = { delayMs: 0 };
  const context: ServiceContext = {
    config: testConfig(options.config),
    database: opened.database,
    queue,
    clock,
    logger: loggerTo(options.logLines),
    metrics: createServiceMetrics(),
    callGraph: options.callGraph ?? (() => []),
  };
  const probes = options.probes ?? storageProbes(context);
  const app = await buildApp({
    context,
    load: { eventLoopDelayMs: () => load.delayMs, stop: () => undefined },
    status: {
      health: createHealthMonitor(probes, clock, { timeoutMs: 200, cacheMs: 0 }),
      detection: () => ({
        detectorCount: 12,
        seriesCount: 40,
        trainedSeriesCount: 38,
        lastScoredAt: '2026-03-02T09:59:45.000Z',
        lastTrainedAt: '2026-03-02T03:00:00.000Z',
        replicas: [{ name: 'vigil-0/17', shards: 12, series: 40, lastScoredAt: '2026-03-02T09:59:45.000Z' }],
      }),
      version: '0.1.0',
      startedAt: new Date('2026-03-02T08:00:00.000Z'),
    },
    routes: [...(options.routes ?? []), ...(options.routesOf === undefined ? [] : [options.routesOf(context)])],
  });
  const close = async () => {
    await app.close();
    await opened.close();
  };
  return { app, context, clock, queue, load, opened, close };
}

/** Empties every table, so that one database serves all tests of a file. */
export async function emptyDatabase({ database }: Pick<ServiceContext, 'database'>): Promise<void> {
  for (const table of ['timelineEvents', 'incidentMembers', 'alertEpisodes', 'alertDeliveries'] as const) {
    await database.deleteFrom(table).execute();
  }
  await database.deleteFrom('anomalies').execute();
  await database.deleteFrom('investigations').execute();
  await database.deleteFrom('incidents').execute();
}

function loggerTo(lines: string[] | undefined) {
  return lines === undefined
    ? pino({ level: 'silent' })
    : pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
}

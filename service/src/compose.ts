import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { buildApp } from './app.ts';
import { systemClock } from './clock.ts';
import type { ServiceConfig } from './config.ts';
import type { ConfigReloader } from './config/config-reloader.ts';
import type { ServiceContext } from './context.ts';
import { incidentUpkeepJob, scheduleIncidentUpkeep } from './jobs/incident-upkeep.ts';
import { investigateJob } from './jobs/investigate.job.ts';
import { purgeJob, schedulePurge } from './jobs/purge.job.ts';
import { startQueue } from './jobs/queue.ts';
import { startLoadMonitor } from './load-monitor.ts';
import { createServiceMetrics } from './metrics.ts';
import type { CreatePipeline } from './pipeline.ts';
import { openDatabase } from './storage/database.ts';
import type { DatabaseLocation } from './storage/database.ts';
import { createHealthMonitor } from './verbs/status/health-monitor.ts';
import { configurationProbe } from './verbs/status/configuration-probe.ts';
import { storageProbes } from './verbs/status/storage-probes.ts';

export interface Service {
  app: FastifyInstance;
  /** Refuses new requests, ends running ones and jobs, then closes the database. */
  stop(): Promise<void>;
}

type Cleanup = () => Promise<void> | void;

/** Puts all parts of the service together and starts everything but listening. */
export async function composeService(
  config: ServiceConfig,
  logger: Logger,
  createPipeline: CreatePipeline,
  reloader: ConfigReloader
): Promise<Service> {
  const startedAt = new Date();
  const opened = await openDatabase(locationOf(config));
  const cleanups: Cleanup[] = [() => opened.close()];
  const stop = () => runAll(cleanups.toReversed(), logger);
  try {
    const metrics = createServiceMetrics();
    const pipeline = createPipeline({ config, database: opened.database, clock: systemClock, logger, metrics });
    const jobs = [investigateJob, incidentUpkeepJob, purgeJob, ...pipeline.jobs];
    const queue = await startQueue(opened.queueBackend, jobs, logger);
    cleanups.push(() => queue.stop(config.server.shutdownTimeoutSeconds * 1000));
    const context: ServiceContext = {
      config,
      database: opened.database,
      queue,
      clock: systemClock,
      logger,
      metrics,
      callGraph: pipeline.callGraph,
    };
    const load = startLoadMonitor();
    cleanups.push(() => load.stop());
    const probes = [...storageProbes(context), ...pipeline.probes, configurationProbe(reloader)];
    const health = createHealthMonitor(probes, systemClock);
    const status = { health, detection: pipeline.detection, version: packageJson.version, startedAt };
    const app = await buildApp({ context, load, status, routes: [pipeline.routes(context)] });
    await scheduleIncidentUpkeep(context);
    await schedulePurge(context);
    reloader.onChange((changed) => pipeline.configure(changed));
    cleanups.push(await pipeline.start(context));
    cleanups.push(() => app.close());
    return { app, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What one part cannot clean up must not keep the next from doing so. */
async function runAll(cleanups: readonly Cleanup[], logger: Logger): Promise<void> {
  for (const cleanup of cleanups) {
    try {
      await cleanup();
    } catch (error) {
      logger.error({ err: error }, 'a part of the service did not stop in order');
    }
  }
}

function locationOf({ storage }: ServiceConfig): DatabaseLocation {
  return storage.databaseUrl === undefined
    ? { kind: 'directory', path: storage.dataDir }
    : { kind: 'postgres', url: storage.databaseUrl };
}

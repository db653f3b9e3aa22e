import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { ServiceConfig } from './config.ts';
import type { CallGraph, ServiceContext } from './context.ts';
import type { JobDefinition } from './jobs/queue.ts';
import type { DetectionStatus } from './verbs/status/get-status.ts';
import type { HealthProbe } from './verbs/status/health-monitor.ts';

/** What the pipeline gets before there is a queue. */
export type PipelineDependencies = Omit<ServiceContext, 'queue' | 'callGraph'>;

/** Telemetry, detection and investigation, as the rest of the service sees them. */
export interface Pipeline {
  /** Queues that must exist before anything starts. */
  jobs: readonly JobDefinition[];
  probes: readonly HealthProbe[];
  callGraph: CallGraph;
  detection(): DetectionStatus;
  /** Takes over what the configuration file says now, as far as that needs no restart. */
  configure(config: ServiceConfig): void;
  routes(context: ServiceContext): FastifyPluginAsyncZod;
  /** Starts its workers and loops; answers how to stop them. */
  start(context: ServiceContext): Promise<() => Promise<void>>;
}

export type CreatePipeline = (dependencies: PipelineDependencies) => Pipeline;

import type { InvestigationDetail } from '@vigil/contract';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { ServiceConfig } from './config.ts';
import type { JobQueue } from './jobs/queue.ts';
import type { ServiceMetrics } from './metrics.ts';
import type { Database } from './storage/database.ts';

export type TopologyEdge = InvestigationDetail['topology'][number];

/** Who calls whom, as last seen in traces; an empty list when nothing is known. */
export type CallGraph = () => readonly TopologyEdge[];

/** What verbs work with. */
export interface ServiceContext {
  config: ServiceConfig;
  database: Database;
  queue: JobQueue;
  clock: Clock;
  logger: Logger;
  metrics: ServiceMetrics;
  callGraph: CallGraph;
}

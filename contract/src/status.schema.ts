import { z } from 'zod';
import { instant } from './primitives.schema.ts';

/** Bumped when an envelope changes so that an older plugin cannot read it. */
export const contractVersion = 1;

export const componentState = z.enum(['ok', 'down', 'not-configured']);

export const componentName = z.enum([
  'database',
  'queue',
  'metrics',
  'logs',
  'traces',
  'grafana',
  'scoring',
  'remote-write',
  'configuration',
]);
export type ComponentName = z.infer<typeof componentName>;

export const componentStatus = z.object({
  name: componentName,
  state: componentState,
  /** When it got into this state. */
  since: instant,
  /** What a person needs to know: the failing address and the reason, or what to configure. */
  message: z.string(),
  latencyMs: z.number().nullable(),
});
export type ComponentStatus = z.infer<typeof componentStatus>;

/** A live replica of the service, and what it scores. */
export const replicaShare = z.object({
  /** Host and process. */
  name: z.string(),
  shards: z.int(),
  series: z.int(),
  lastScoredAt: instant.nullable(),
});
export type ReplicaShare = z.infer<typeof replicaShare>;

export const detectionStatus = z.object({
  detectorCount: z.int(),
  seriesCount: z.int(),
  trainedSeriesCount: z.int(),
  lastScoredAt: instant.nullable(),
  lastTrainedAt: instant.nullable(),
  /** The oldest first. */
  replicas: z.array(replicaShare),
});

/** `ok` only when every configured component is; `down` when the service cannot do its job at all. */
export const serviceStatus = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  version: z.string(),
  contractVersion: z.int(),
  startedAt: instant,
  components: z.array(componentStatus),
  detection: detectionStatus,
});
export type ServiceStatus = z.infer<typeof serviceStatus>;

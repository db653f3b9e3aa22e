import { z } from 'zod';
import { instant, sample } from './primitives.schema.ts';

/**
 * How anomalous a group of series was over time. Every column has one entry per bucket, null where nothing was scored.
 * A share is that of scored points at or above 1, 0..1.
 */
export const anomalyRateGroup = z.object({
  service: z.string(),
  /** Null for all instances of the service together. */
  instance: z.string().nullable(),
  /** The most series that were scored in one step. */
  seriesCount: z.int(),
  meanShare: sample,
  peakScore: sample,
  shares: z.array(sample),
  peakScores: z.array(sample),
});
export type AnomalyRateGroup = z.infer<typeof anomalyRateGroup>;

/** Anomaly rates over a range; `timestampsMs` are the starts of the buckets. Groups come with the most anomalous first. */
export const anomalyRate = z.object({
  from: instant,
  to: instant,
  bucketSeconds: z.int(),
  timestampsMs: z.array(z.number()),
  /** All series together; its `service` is empty. */
  fleet: anomalyRateGroup,
  groups: z.array(anomalyRateGroup),
  /** How many groups there are; `groups` may be cut short. */
  groupCount: z.int(),
  /** When the first of all rates was recorded; null when none has been. */
  recordedSince: instant.nullable(),
});
export type AnomalyRate = z.infer<typeof anomalyRate>;

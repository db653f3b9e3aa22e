import { z } from 'zod';
import { indicatorKind, instant, labels, sample } from './primitives.schema.ts';

/** One metric's part in what a service did that its metrics do not usually do together. */
export const jointMetric = z.object({
  detectorId: z.string(),
  title: z.string(),
  kind: indicatorKind,
  labels,
  query: z.string(),
  /** 0..1; the shares of all metrics sum to 1. */
  share: z.number(),
});

/** How far the metrics of a service, taken together, were from what they usually do together. */
export const jointMovement = z.object({
  service: z.string(),
  stepSeconds: z.int(),
  timestampsMs: z.array(z.number()),
  /** 1 at the boundary. */
  scores: z.array(sample),
  peakAt: instant.nullable(),
  peakScore: sample,
  /** At the peak, the leading metric first; empty when nothing could be learned. */
  metrics: z.array(jointMetric),
  learnedFrom: instant,
  learnedTo: instant,
  /** Why there is nothing to see, or what was left out; null when there is nothing to add. */
  note: z.string().nullable(),
});
export type JointMovement = z.infer<typeof jointMovement>;

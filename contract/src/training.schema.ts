import { z } from 'zod';
import { instant } from './primitives.schema.ts';

/** One learning anew of a detector or of all of them. */
export const trainingRun = z.object({
  id: z.string(),
  /** Null for all detectors. */
  detectorId: z.string().nullable(),
  trigger: z.enum(['start', 'schedule', 'request']),
  /** A login, or `vigil` for the service itself. */
  requestedBy: z.string(),
  status: z.enum(['queued', 'running', 'done', 'failed']),
  requestedAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** Progress; 0 of 0 until it starts. */
  detectorsTotal: z.int().nonnegative(),
  detectorsDone: z.int().nonnegative(),
  seriesTrained: z.int().nonnegative(),
  /** Why it failed, wholly or in part. */
  error: z.string().nullable(),
});
export type TrainingRun = z.infer<typeof trainingRun>;
export const trainingRunList = z.object({ items: z.array(trainingRun) });
export type TrainingRunList = z.infer<typeof trainingRunList>;

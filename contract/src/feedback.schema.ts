import { z } from 'zod';
import { instant } from './primitives.schema.ts';

/** `real`: worth knowing. `noise`: not worth it. `known`: real, expected, and to be accepted from now on. */
export const verdictKind = z.enum(['real', 'noise', 'known']);
export type VerdictKind = z.infer<typeof verdictKind>;

export const giveVerdict = z.object({
  verdict: verdictKind,
  note: z.string().trim().max(1000, 'is longer than 1000 characters').default(''),
});
export type GiveVerdict = z.input<typeof giveVerdict>;

/** What somebody made of an anomaly, and when; a later one takes its place, the earlier stays in the history. */
export const verdictRecord = z.object({ verdict: verdictKind, note: z.string(), actor: z.string(), at: instant });
export type VerdictRecord = z.infer<typeof verdictRecord>;

/** Share of the judged anomalies that were real, of real and noise; `known` is not counted. */
export const precisionEstimate = z.object({
  real: z.int().nonnegative(),
  noise: z.int().nonnegative(),
  known: z.int().nonnegative(),
  /** Null until an anomaly was called real or noise. */
  precision: z.number().min(0).max(1).nullable(),
  /** Wilson score interval with 95 % confidence; 0 to 1 when nothing is known. */
  lower: z.number().min(0).max(1),
  upper: z.number().min(0).max(1),
});
export type PrecisionEstimate = z.infer<typeof precisionEstimate>;

/** `page`: its incidents wake people. `ticket`: they wait for office hours. */
export const detectorPriority = z.enum(['page', 'ticket']);
export type DetectorPriority = z.infer<typeof detectorPriority>;

/** One change of how a detector is dealt with: by whom, from what to what, and on which evidence. */
export const detectorAuditEntry = z.object({
  at: instant,
  actor: z.string(),
  detectorId: z.string(),
  from: z.string(),
  to: z.string(),
  evidence: z.string(),
});
export type DetectorAuditEntry = z.infer<typeof detectorAuditEntry>;

/** How well a detector does, and whether its anomalies may page. */
export const detectorStanding = z.object({ priority: detectorPriority, precision: precisionEstimate });
export type DetectorStanding = z.infer<typeof detectorStanding>;

/** A level that somebody called known; both ends are null where it is accepted that there is no value. */
export const acceptedLevel = z.object({
  anomalyId: z.string(),
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
  actor: z.string(),
  note: z.string(),
  acceptedAt: instant,
});
export type AcceptedLevel = z.infer<typeof acceptedLevel>;

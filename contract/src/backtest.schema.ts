import { z } from 'zod';
import { detectorDefinition, detectorId } from './detector.schema.ts';
import { instant, labels, sample, severity } from './primitives.schema.ts';

/** Which detector to replay, as it is or as a draft, over how many days up to now. */
export const backtestRequest = z
  .strictObject({
    detectorId: detectorId.optional(),
    definition: detectorDefinition.optional(),
    days: z
      .number('must be a number of days')
      .gt(0, 'must be above 0')
      .max(30, 'must be 30 or less: more is not kept in memory')
      .default(30),
  })
  .refine(
    ({ detectorId: id, definition }) => (id === undefined) !== (definition === undefined),
    'must have either `detectorId` or `definition`, not both'
  );
export type BacktestRequest = z.infer<typeof backtestRequest>;

export const backtestStatus = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type BacktestStatus = z.infer<typeof backtestStatus>;

/** An anomaly that would have been opened. */
export const backtestFire = z.object({
  seriesKey: z.string(),
  service: z.string(),
  labels,
  onsetAt: instant,
  detectedAt: instant,
  /** Null when it still lasted at the end of the replay. */
  endedAt: instant.nullable(),
  severity,
  peakScore: z.number(),
  value: sample,
  expected: sample,
  lower: sample,
  upper: sample,
  /** The known incident that it belongs to. */
  incidentId: z.string().nullable(),
});
export type BacktestFire = z.infer<typeof backtestFire>;

/** A known incident of a service that was replayed. */
export const backtestIncident = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  service: z.string(),
  /** When it became known. */
  openedAt: instant,
  endedAt: instant.nullable(),
});
export type BacktestIncident = z.infer<typeof backtestIncident>;

/** What one sensitivity would have found. */
export const backtestLevel = z.object({
  sensitivity: z.number(),
  fireCount: z.int(),
  /** The worst ones first where there are more than are kept. */
  fires: z.array(backtestFire),
  firesPerWeek: z.number(),
  /** Fires without a known incident. */
  noisePerWeek: z.number(),
  /** Positive when it was found before it became known. */
  caught: z.array(z.object({ incidentId: z.string(), leadSeconds: z.number() })),
  missedIncidentIds: z.array(z.string()),
});
export type BacktestLevel = z.infer<typeof backtestLevel>;

export const backtestResult = z.object({
  from: instant,
  to: instant,
  stepSeconds: z.int(),
  /** How often models were trained anew. */
  retrainSeconds: z.int(),
  seriesFound: z.int(),
  seriesReplayed: z.int(),
  /** What was cut short or could not be learned, in words. */
  notices: z.array(z.string()),
  incidents: z.array(backtestIncident),
  /** In ascending order of sensitivity. */
  levels: z.array(backtestLevel),
});
export type BacktestResult = z.infer<typeof backtestResult>;

export const backtest = z.object({
  id: z.string(),
  title: z.string(),
  status: backtestStatus,
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** What it is doing, or why it failed. */
  message: z.string(),
  createdBy: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export type Backtest = z.infer<typeof backtest>;

export const backtestDetail = backtest.extend({ request: backtestRequest, result: backtestResult.nullable() });
export type BacktestDetail = z.infer<typeof backtestDetail>;

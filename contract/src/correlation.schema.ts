import { z } from 'zod';
import { indicatorKind, instant, labels, sample } from './primitives.schema.ts';

export const correlationMethod = z.enum(['combined', 'distribution', 'level']);
export type CorrelationMethod = z.infer<typeof correlationMethod>;

/** "What changed in this window?" Empty filters match everything. */
export const correlationRequest = z.object({
  from: instant,
  to: instant,
  service: z.string().default(''),
  detectorId: z.string().default(''),
  /** The anomaly whose series the others are held against to say which of them came first. */
  anomalyId: z.string().default(''),
  method: correlationMethod.default('combined'),
  limit: z.int().min(1).max(200).default(50),
});
export type CorrelationRequest = z.input<typeof correlationRequest>;

export const correlatedSeries = z.object({
  seriesKey: z.string(),
  detectorId: z.string(),
  detectorTitle: z.string(),
  service: z.string(),
  kind: indicatorKind,
  unit: z.string(),
  labels,
  query: z.string(),
  /** How much the series changed by the chosen method, 0..1. */
  strength: z.number(),
  /** How far its distribution moved beyond what its own past does by itself, 0..1. */
  distribution: z.number(),
  /** How far its median moved, measured by its own spread, 0..1. */
  level: z.number(),
  presence: z.enum(['present', 'appeared', 'vanished']),
  baselineMedian: sample,
  windowMedian: sample,
  /** (window − baseline) / baseline of the medians; null where the baseline is zero. */
  relativeChange: sample,
  /** By how much it follows the anomaly's series (negative: leads it), and how alike the two are, -1..1. */
  lag: z.object({ seconds: z.number(), correlation: z.number() }).nullable(),
  /** One value per entry of `timestampsMs`. */
  values: z.array(sample),
});
export type CorrelatedSeries = z.infer<typeof correlatedSeries>;

const range = z.object({ from: instant, to: instant });

/** All watched series ranked by how much they changed in a window against the time just before it. */
export const correlation = z.object({
  window: range,
  baseline: range,
  stepSeconds: z.int(),
  timestampsMs: z.array(z.number()),
  items: z.array(correlatedSeries),
  /** Series that changed beyond what their own past does by itself; `items` may be cut short of them. */
  changedCount: z.int(),
  /** Series that were read and compared. */
  comparedCount: z.int(),
  /** What was left out and why; empty when everything was compared. */
  notices: z.array(z.string()),
});
export type Correlation = z.infer<typeof correlation>;

import { z } from 'zod';
import { indicatorKind, instant, labels } from './primitives.schema.ts';

const window = z.object({ from: instant, to: instant, reason: z.string() });

/** Options that every detector takes; durations are seconds. */
export const detectorOptions = z.object({
  direction: z.enum(['up', 'down', 'both']).default('both'),
  /** Smallest deviation from the expected value that matters, in the series' own unit. */
  minDeviation: z.number().nonnegative().default(0),
  /** The same as a share of the expected value, e.g. 0.1. */
  minRelativeDeviation: z.number().nonnegative().default(0),
  /** Values outside are anomalous whatever was learned; null leaves a side open. */
  dataRange: z.tuple([z.number().nullable(), z.number().nullable()]).default([null, null]),
  contamination: z.number().gt(0).max(0.5).default(0.01),
  trainingWindowSeconds: z
    .int()
    .positive()
    .default(7 * 86_400),
  minSamples: z.int().positive().default(60),
  seasonsSeconds: z.array(z.int().positive()).default([86_400, 604_800]),
  sensitivity: z.number().gt(0).max(10).default(1),
  maintenance: z.array(window).default([]),
});
export type DetectorOptions = z.infer<typeof detectorOptions>;

export const detectorDefinition = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case words joined by hyphens'),
  title: z.string().min(1),
  kind: indicatorKind,
  /** PromQL that yields one series per combination of `groupBy` labels; must keep the service label. */
  query: z.string().min(1),
  unit: z.string().default('none'),
  serviceLabel: z.string().default('service'),
  stepSeconds: z.int().positive().default(15),
  enabled: z.boolean().default(true),
  options: detectorOptions.prefault({}),
});
export type DetectorDefinition = z.infer<typeof detectorDefinition>;

export const modelQuality = z.enum(['healthy', 'thin', 'flat', 'stale']);

/** What one trained model knows about its own training. */
export const modelCard = z.object({
  trainedAt: instant,
  trainedFrom: instant,
  trainedTo: instant,
  samples: z.int(),
  maskedSamples: z.int(),
  maskedWindows: z.array(window),
  quality: modelQuality,
  seasonsSeconds: z.array(z.number()),
});
export type ModelCard = z.infer<typeof modelCard>;

export const detectorSeries = z.object({
  key: z.string(),
  detectorId: z.string(),
  service: z.string(),
  labels,
  lastScore: z.number().nullable(),
  lastValue: z.number().nullable(),
  lastScoredAt: instant.nullable(),
  model: modelCard.nullable(),
});
export type DetectorSeries = z.infer<typeof detectorSeries>;

export const detectorSummary = detectorDefinition.extend({ series: z.array(detectorSeries) });
export type DetectorSummary = z.infer<typeof detectorSummary>;
export const detectorList = z.object({ items: z.array(detectorSummary) });

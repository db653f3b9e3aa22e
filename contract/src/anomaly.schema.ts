import { z } from 'zod';
import { modelCard } from './detector.schema.ts';
import { detectorStanding, verdictKind, verdictRecord } from './feedback.schema.ts';
import { anomalyMute } from './mute.schema.ts';
import { indicatorKind, instant, labels, pageOf, sample, severity } from './primitives.schema.ts';

export const featureContribution = z.object({
  name: z.string(),
  value: z.number(),
  expected: z.number().nullable(),
  /** Share of the score that this feature explains, 0..1; shares of one explanation sum to 1. */
  share: z.number(),
});

export const explanation = z.object({
  /** One sentence with numbers, e.g. "p99 latency is 2.1 s; 0.18–0.31 s is usual at this hour." */
  summary: z.string(),
  model: z.string(),
  confidence: z.number().min(0).max(1),
  features: z.array(featureContribution),
});
export type Explanation = z.infer<typeof explanation>;

/** One interval during which a series scored at or above 1. */
export const anomaly = z.object({
  id: z.string(),
  detectorId: z.string(),
  detectorTitle: z.string(),
  seriesKey: z.string(),
  service: z.string(),
  kind: indicatorKind,
  unit: z.string(),
  labels,
  severity,
  status: z.enum(['open', 'closed']),
  /** When the deviation began, which is before it was detected. */
  onsetAt: instant,
  detectedAt: instant,
  endedAt: instant.nullable(),
  lastScore: z.number(),
  peakScore: z.number(),
  value: sample,
  expected: sample,
  lower: sample,
  upper: sample,
  /** Threshold and model agree, the condition for an anomaly to open an incident by itself. */
  agreed: z.boolean(),
  explanation,
  incidentId: z.string().nullable(),
  /** What somebody made of it last. */
  verdict: verdictKind.nullable(),
  /** What keeps it out of incidents, or kept it out until it ended. */
  mute: anomalyMute.nullable(),
});
export type Anomaly = z.infer<typeof anomaly>;
export const anomalyPage = pageOf(anomaly);
export type AnomalyPage = z.infer<typeof anomalyPage>;

/** What is seen, what was expected and how far apart they are: columns of equal length. */
export const scoredSeries = z.object({
  seriesKey: z.string(),
  detectorId: z.string(),
  service: z.string(),
  unit: z.string(),
  labels,
  timestampsMs: z.array(z.number()),
  values: z.array(sample),
  expected: z.array(sample),
  lower: z.array(sample),
  upper: z.array(sample),
  scores: z.array(sample),
});
export type ScoredSeries = z.infer<typeof scoredSeries>;

export const snapshotMetric = z.object({
  title: z.string(),
  kind: indicatorKind,
  unit: z.string(),
  value: sample,
  expected: sample,
  score: sample,
  query: z.string(),
});

export const recommendedAction = z.object({ title: z.string(), reason: z.string(), runbookUrl: z.string().nullable() });

/** An earlier anomaly that looked like this one, and what was made of it. */
export const similarAnomaly = z.object({
  id: z.string(),
  service: z.string(),
  detectorTitle: z.string(),
  severity,
  onsetAt: instant,
  endedAt: instant.nullable(),
  peakScore: z.number(),
  verdict: verdictKind.nullable(),
  incidentId: z.string().nullable(),
  /** 0..1, 1 for one that cannot be told apart. */
  similarity: z.number().min(0).max(1),
  /** What they have in common, in words. */
  reasons: z.array(z.string()),
});
export type SimilarAnomaly = z.infer<typeof similarAnomaly>;

/** The detail report of one anomaly. */
export const anomalyReport = z.object({
  anomaly,
  query: z.string(),
  model: modelCard.nullable(),
  /** Every watched metric of the same service at the time of the peak. */
  snapshot: z.array(snapshotMetric),
  recommendedActions: z.array(recommendedAction),
  investigationId: z.string().nullable(),
  /** The newest first. */
  verdicts: z.array(verdictRecord),
  standing: detectorStanding,
  /** The most similar first. */
  similar: z.array(similarAnomaly),
});
export type AnomalyReport = z.infer<typeof anomalyReport>;

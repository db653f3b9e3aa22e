import { z } from 'zod';
import { modelCard } from './detector.schema.ts';
import { acceptedLevel, detectorAuditEntry, detectorStanding, verdictRecord } from './feedback.schema.ts';
import { mute } from './mute.schema.ts';
import { instant, labels, sample } from './primitives.schema.ts';
import { trainingRun } from './training.schema.ts';

/** What the model holds to be usual at one instant, in the unit of the series. */
export const boundaryAt = z.object({
  at: instant,
  value: sample,
  expected: sample,
  lower: sample,
  upper: sample,
  /** How far below and above the expected value the band reaches. */
  belowExpected: sample,
  aboveExpected: sample,
});
export type BoundaryAt = z.infer<typeof boundaryAt>;

/** The state of a model in words, and what to do about it; no remedy where nothing is wrong. */
export const qualityExplanation = z.object({ meaning: z.string(), remedy: z.string().nullable() });
export type QualityExplanation = z.infer<typeof qualityExplanation>;

/** Everything there is to know about the model of one series. */
export const seriesCard = z.object({
  detectorId: z.string(),
  detectorTitle: z.string(),
  seriesKey: z.string(),
  service: z.string(),
  labels,
  unit: z.string(),
  /** Null until there was enough history to learn from. */
  model: modelCard.nullable(),
  quality: qualityExplanation,
  /** Null when the metrics source cannot be read or there is no model. */
  boundary: boundaryAt.nullable(),
  standing: detectorStanding,
  /** Verdicts on anomalies of this series, the newest first. */
  verdicts: z.array(verdictRecord.extend({ anomalyId: z.string() })),
  acceptedLevels: z.array(acceptedLevel),
  /** Mutes in force for this series. */
  mutes: z.array(mute),
  /** Of the detector, the newest first. */
  audit: z.array(detectorAuditEntry),
  lastTraining: trainingRun.nullable(),
});
export type SeriesCard = z.infer<typeof seriesCard>;

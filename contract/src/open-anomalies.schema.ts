import { z } from 'zod';
import { anomaly } from './anomaly.schema.ts';
import { instant } from './primitives.schema.ts';

/** How urgent an open anomaly is, 0..100; the parts add up to it. */
export const anomalyRank = z.object({
  total: z.number(),
  severity: z.number(),
  score: z.number(),
  agreement: z.number(),
  recency: z.number(),
  reach: z.number(),
});
export type AnomalyRank = z.infer<typeof anomalyRank>;

export const openAnomaly = anomaly.extend({
  rank: anomalyRank,
  /** Anomalies that are open in the same service, this one included. */
  openInService: z.int(),
  /** Services that call this one, directly or through others, and so may suffer from it. */
  callers: z.int(),
});
export type OpenAnomaly = z.infer<typeof openAnomaly>;

/** How many anomalies each value of a filter would leave with all other filters kept; the most frequent first. */
export const facet = z.array(z.object({ value: z.string(), text: z.string(), count: z.int() }));
export type Facet = z.infer<typeof facet>;

/** What is anomalous now, the most urgent first. `total` counts what matches the filters, `openCount` all that is open. */
export const openAnomalyPage = z.object({
  generatedAt: instant,
  items: z.array(openAnomaly),
  total: z.int(),
  nextCursor: z.string().nullable(),
  openCount: z.int(),
  /** `mute` has the values `active` and `muted`. */
  facets: z.object({ service: facet, detectorId: facet, kind: facet, severity: facet, mute: facet }),
});
export type OpenAnomalyPage = z.infer<typeof openAnomalyPage>;

import { z } from 'zod';
import { instant, severity } from './primitives.schema.ts';
import { incident } from './incident.schema.ts';

export const serviceHealth = z.enum(['healthy', 'degraded', 'critical', 'down', 'unknown']);
export type ServiceHealth = z.infer<typeof serviceHealth>;

export const serviceSummary = z.object({
  name: z.string(),
  health: serviceHealth,
  /** Why it is not healthy; empty when it is. */
  reason: z.string(),
  /** 0..100: 100 minus the deductions below. */
  healthScore: z.number().nullable(),
  deductions: z.array(z.object({ reason: z.string(), points: z.number() })),
  openAnomalies: z.int(),
  openIncidents: z.int(),
  peakScore: z.number().nullable(),
  instancesUp: z.int().nullable(),
  instancesTotal: z.int().nullable(),
});
export type ServiceSummary = z.infer<typeof serviceSummary>;
export const serviceList = z.object({ items: z.array(serviceSummary) });
export type ServiceList = z.infer<typeof serviceList>;

/** A sentence about the fleet that is computed, not written: what, and where to look. */
export const insight = z.object({
  id: z.string(),
  severity,
  title: z.string(),
  detail: z.string(),
  at: instant,
  link: z
    .object({ page: z.enum(['anomalies', 'incidents', 'investigations', 'services']), id: z.string().nullable() })
    .nullable(),
});
export type Insight = z.infer<typeof insight>;

export const feedEntry = z.object({
  id: z.string(),
  at: instant,
  title: z.string(),
  detail: z.string(),
  severity,
  incidentId: z.string().nullable(),
});
export type FeedEntry = z.infer<typeof feedEntry>;

/**
 * Everything that the home page shows, in one answer. `fleet` counts services by health. `openIncidents` are the newest
 * that are not resolved; the two counts cover all of them. Incidents of test notifications are in neither.
 */
export const insights = z.object({
  generatedAt: instant,
  fleetHealthScore: z.number().nullable(),
  fleet: z.record(serviceHealth, z.int()),
  services: z.array(serviceSummary),
  openIncidents: z.array(incident),
  /** Open and acknowledged by nobody. */
  openIncidentCount: z.int(),
  acknowledgedIncidentCount: z.int(),
  insights: z.array(insight),
  feed: z.array(feedEntry),
});
export type Insights = z.infer<typeof insights>;

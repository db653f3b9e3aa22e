import { z } from 'zod';
import { instant, labels, pageOf, severity } from './primitives.schema.ts';
import { detectorPriority } from './feedback.schema.ts';
import { suspect } from './investigation.schema.ts';

export const incidentStatus = z.enum(['open', 'acknowledged', 'resolved']);
export const resolutionReason = z.enum(['fixed', 'recovered', 'false-positive', 'benign', 'duplicate', 'test']);

/** An alert or an anomaly that belongs to an incident, and the rule that put it there. */
export const incidentMember = z.object({
  kind: z.enum(['anomaly', 'alert']),
  id: z.string(),
  title: z.string(),
  service: z.string().nullable(),
  status: z.enum(['open', 'closed']),
  severity,
  startsAt: instant,
  endsAt: instant.nullable(),
  labels,
  /** Why it is a member, in words: the rule and the fields that matched. */
  reason: z.string(),
});
export type IncidentMember = z.infer<typeof incidentMember>;

export const timelineEvent = z.object({
  id: z.string(),
  at: instant,
  type: z.enum([
    'opened',
    'member-added',
    'member-ended',
    'severity-changed',
    'priority-changed',
    'investigation-started',
    'investigation-finished',
    'acknowledged',
    'resolved',
    'reopened',
    'comment',
  ]),
  /** Who did it: a login, or `vigil` for the service itself. */
  actor: z.string(),
  /** Through what: `service`, `grafana`, `alertmanager`, `grafana-alerting`, `api`. */
  channel: z.string(),
  message: z.string(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;

export const incident = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  status: incidentStatus,
  severity,
  /** The service that the ranking holds responsible, else the one it was opened for. */
  service: z.string().nullable(),
  openedAt: instant,
  startedAt: instant,
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
  resolution: resolutionReason.nullable(),
  anomalyCount: z.int(),
  alertCount: z.int(),
  affectedServices: z.array(z.string()),
  suspects: z.array(suspect),
  investigationId: z.string().nullable(),
  /** True for the Test button of a contact point: shown, never paged. */
  isTest: z.boolean(),
  /** `ticket` while all that is in it was found by detectors that may not page. */
  priority: detectorPriority,
});
export type Incident = z.infer<typeof incident>;
export const incidentPage = pageOf(incident);
export type IncidentPage = z.infer<typeof incidentPage>;

export const incidentDetail = incident.extend({
  members: z.array(incidentMember),
  timeline: z.array(timelineEvent),
});
export type IncidentDetail = z.infer<typeof incidentDetail>;

export const resolveIncident = z.object({
  reason: resolutionReason.exclude(['recovered']),
  comment: z.string().max(4000).default(''),
});
export const commentOnIncident = z.object({ comment: z.string().trim().min(1).max(4000) });

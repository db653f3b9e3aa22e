import { z } from 'zod';
import { indicatorKind, instant, pageOf } from './primitives.schema.ts';

export const suspect = z.object({
  service: z.string(),
  kind: indicatorKind,
  /** 0..1; suspects of one ranking are comparable with one another only. */
  score: z.number().min(0).max(1),
  /** `cause`: what is held responsible. `affected`: its trouble is explained by a cause. */
  role: z.enum(['cause', 'affected']),
  reasons: z.array(z.string()),
});
export type Suspect = z.infer<typeof suspect>;

export const evidenceSource = z.enum(['metrics', 'logs', 'traces', 'alerts', 'changes']);

/** One finding that can be looked up again: the query in the source's own language, and its window. */
export const evidence = z.object({
  id: z.string(),
  source: evidenceSource,
  service: z.string().nullable(),
  title: z.string(),
  /** What was found, in words with numbers. */
  finding: z.string(),
  interesting: z.boolean(),
  query: z.string(),
  from: instant,
  to: instant,
  /** Set when a limit cut the data short, saying which limit and what was left out. */
  truncated: z.string().nullable(),
  /** Lines, trace ids or other short samples, as untrusted text. */
  samples: z.array(z.string()),
  traceId: z.string().nullable(),
});
export type Evidence = z.infer<typeof evidence>;

export const investigationStep = z.object({
  name: z.string(),
  status: z.enum(['pending', 'running', 'done', 'failed', 'skipped']),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  message: z.string(),
});
export type InvestigationStep = z.infer<typeof investigationStep>;

export const topologyEdge = z.object({
  caller: z.string(),
  callee: z.string(),
  calls: z.number(),
  errors: z.number(),
});

export const investigation = z.object({
  id: z.string(),
  incidentId: z.string().nullable(),
  title: z.string(),
  status: z.enum(['queued', 'running', 'done', 'failed']),
  trigger: z.enum(['incident', 'manual', 'panel']),
  requestedBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  windowFrom: instant,
  windowTo: instant,
  service: z.string().nullable(),
  /** The result in two or three sentences, built from the ranking. */
  summary: z.string(),
  suspects: z.array(suspect),
  error: z.string().nullable(),
});
export type Investigation = z.infer<typeof investigation>;
export const investigationPage = pageOf(investigation);
export type InvestigationPage = z.infer<typeof investigationPage>;

export const investigationDetail = investigation.extend({
  steps: z.array(investigationStep),
  evidence: z.array(evidence),
  topology: z.array(topologyEdge),
});
export type InvestigationDetail = z.infer<typeof investigationDetail>;

/** Start an investigation of an incident, or of a service in a window (from a panel menu). */
export const startInvestigation = z.union([
  z.object({ incidentId: z.string().min(1) }),
  z.object({ service: z.string().min(1), from: instant, to: instant }),
]);
export type StartInvestigation = z.infer<typeof startInvestigation>;

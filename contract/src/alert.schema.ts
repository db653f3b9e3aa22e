import { z } from 'zod';
import { instant, labels } from './primitives.schema.ts';

/** Alertmanager's and Grafana's placeholder for "no end yet"; it means null, never the past. */
export const noEnd = '0001-01-01T00:00:00Z';

const annotations = z.record(z.string(), z.string());

const baseAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels,
  annotations: annotations.default({}),
  startsAt: instant,
  endsAt: instant.optional(),
  generatorURL: z.string().default(''),
  fingerprint: z.string().min(1),
});

const baseNotification = z.object({
  groupKey: z.string().default(''),
  truncatedAlerts: z.int().nonnegative().default(0),
  status: z.enum(['firing', 'resolved']),
  receiver: z.string(),
  groupLabels: labels.default({}),
  commonLabels: labels.default({}),
  commonAnnotations: annotations.default({}),
  externalURL: z.string().default(''),
});

/** Alertmanager's webhook body, version "4". Keys it does not know are ignored. */
export const alertmanagerNotification = baseNotification.extend({
  version: z.literal('4'),
  alerts: z.array(baseAlert),
});
export type AlertmanagerNotification = z.infer<typeof alertmanagerNotification>;

/** Grafana's contact-point body, version "1". */
export const grafanaNotification = baseNotification.extend({
  version: z.literal('1'),
  orgId: z.int().optional(),
  title: z.string().default(''),
  state: z.string().default(''),
  message: z.string().default(''),
  alerts: z.array(
    baseAlert.extend({
      ruleUID: z.string().optional(),
      values: z.record(z.string(), z.number().nullable()).nullish(),
      valueString: z.string().optional(),
      silenceURL: z.string().optional(),
      dashboardURL: z.string().optional(),
      panelURL: z.string().optional(),
    })
  ),
});
export type GrafanaNotification = z.infer<typeof grafanaNotification>;

/** What a sender gets back once its notification is stored. `duplicate` when every alert was known already. */
export const intakeReceipt = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  incidentIds: z.array(z.string()),
});
export type IntakeReceipt = z.infer<typeof intakeReceipt>;

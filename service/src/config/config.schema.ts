import { detectorDefinition, detectorOptionOverrides } from '@vigil/contract';
import { z } from 'zod';

/** Addresses are shown on pages, in logs and without authentication on /health, so they hold no credentials. */
const httpAddress = z
  .url({ protocol: /^https?$/, error: 'is not an http or https address' })
  .refine(hasNoCredentials, 'holds a user name or password, which would be shown on pages and in logs');
const seconds = z.int().positive();
const secret = z.string().min(1);

const server = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(8001),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  sharedSecret: z.string().min(32, 'is shorter than 32 characters'),
  requestsPerMinute: z.int().positive().default(1200),
  maxBodyBytes: z.int().positive().default(1_048_576),
  shutdownTimeoutSeconds: seconds.default(20),
});

const storage = z.strictObject({
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// address' }).optional(),
  dataDir: z.string().min(1).default('./data'),
});

const source = z.strictObject({ url: httpAddress, token: secret.optional() });

const telemetry = z.strictObject({
  prometheus: source.optional(),
  loki: source.optional(),
  tempo: source.optional(),
  jaeger: source.optional(),
  grafana: z
    .strictObject({
      url: httpAddress,
      token: secret,
      metricsUid: z.string().optional(),
      logsUid: z.string().optional(),
      tracesUid: z.string().optional(),
    })
    .optional(),
  remoteWriteUrl: httpAddress.optional(),
});

const webhooks = z.strictObject({
  alertmanager: z.strictObject({ token: secret.optional(), allowUnauthenticated: z.boolean().optional() }).prefault({}),
  grafana: z.strictObject({ secret: secret.optional(), allowUnsigned: z.boolean().default(false) }).prefault({}),
  maxBodyBytes: z.int().positive().default(2_097_152),
  maxConcurrent: z.int().positive().default(32),
  maxEventLoopDelayMs: z.int().positive().default(5_000),
});

const incidents = z.strictObject({
  /** Labels that may name the service of an alert, the preferred one first. */
  serviceLabels: z.array(z.string().min(1)).min(1).default(['service', 'service_name', 'job', 'app']),
  joinWindowSeconds: seconds.default(900),
  reopenWithinSeconds: seconds.default(1800),
  autoResolveAfterSeconds: seconds.default(300),
  /** A firing alert of which nothing was heard for so long has ended; several times the sender's repeat interval. */
  staleAlertAfterSeconds: seconds.default(43_200),
});

/** Whole days, because a signature must be remembered for longer than it is accepted. */
const days = z.int().positive();

const retention = z.strictObject({
  alertDeliveriesDays: days.default(30),
  resolvedIncidentsDays: days.default(400),
  closedAnomaliesDays: days.default(90),
  anomalyRatesDays: days.default(14),
  investigationsDays: days.default(400),
});

const investigation = z.strictObject({
  windowMinutes: z.int().positive().max(1440).default(15),
  maxLogLines: z.int().positive().max(5000).default(500),
  maxMetricsPoints: z.int().min(10).max(11_000).default(100),
});

const detection = z.strictObject({
  serviceLabels: z.array(z.string().min(1)).min(1).default(['service', 'job', 'app']),
  stepSeconds: seconds.default(15),
  trainingStepSeconds: seconds.default(60),
  trainingWindowSeconds: seconds.default(7 * 86_400),
  rateWindowSeconds: seconds.default(120),
  retrainHours: z.number().positive().default(24),
  /** After a start, models older than this are learned anew at once. */
  retrainOnStartHours: z.number().positive().default(6),
  rediscoverSeconds: seconds.default(60),
  minSamples: z.int().positive().default(60),
  /** Share of the training samples presumed anomalous. */
  contamination: z.number().gt(0).max(0.5).default(0.01),
  /** An anomaly without a value for so long ends as no longer observable, unless absence is what it is about. */
  unobservableAfterSeconds: seconds.default(900),
  /** Whether presets that count log lines are used: Loki reads all lines once a minute then. */
  logDetectors: z.boolean().default(false),
  disabledPresets: z.array(z.string()).default([]),
  /** Options of presets, by their ids. */
  presetOptions: z.record(z.string(), detectorOptionOverrides).default({}),
});

const feedback = z.strictObject({
  /** A detector of which fewer anomalies were real, by its 95 % interval, opens tickets instead of paging. */
  demoteBelowPrecision: z.number().gt(0).lt(1).default(0.5),
  /** Before so many anomalies were called real or noise, nothing follows from it. */
  minVerdicts: z.int().positive().default(5),
  /** Anomalies that were detected longer ago say nothing about their detector any more. */
  windowDays: days.default(90),
});

export const serviceConfig = z.strictObject({
  server,
  storage: storage.prefault({}),
  telemetry: telemetry.prefault({}),
  webhooks: webhooks.prefault({}),
  incidents: incidents.prefault({}),
  investigation: investigation.prefault({}),
  retention: retention.prefault({}),
  detection: detection.prefault({}),
  feedback: feedback.prefault({}),
  /** Whether the built-in detectors are used beside those listed. */
  presets: z.boolean().default(true),
  detectors: z.array(detectorDefinition).default([]),
});

function hasNoCredentials(address: string): boolean {
  const url = URL.parse(address);
  return url === null || (url.username === '' && url.password === '');
}

export type ServiceConfig = z.infer<typeof serviceConfig>;

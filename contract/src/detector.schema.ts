import { z } from 'zod';
import { indicatorKind, instant, labels } from './primitives.schema.ts';

const window = z.strictObject({ from: instant, to: instant, reason: z.string() });
const orderedWindow = window.refine(
  ({ from, to }) => Date.parse(from) < Date.parse(to),
  'must end after it begins: swap `from` and `to`'
);

const seconds = z.int('must be a whole number of seconds').positive('must be 1 second or more');

/** Which model scores a series: all together, or one alone. */
export const detectorModels = [
  'ensemble',
  'seasonal-band',
  'isolation-forest',
  'level-shift',
  'waveform',
  'novelty',
  'absence',
] as const;

/** Each option by itself, without its default. */
const optionFields = {
  model: z.enum(detectorModels, `must be ${detectorModels.join(', ')}`),
  direction: z.enum(['up', 'down', 'both'], 'must be up, down or both'),
  /** Smallest deviation from the expected value that matters, in the series' own unit. */
  minDeviation: z.number('must be a number').nonnegative('must be 0 or more'),
  /** The same as a share of the expected value, e.g. 0.1. */
  minRelativeDeviation: z.number('must be a number').nonnegative('must be 0 or more, e.g. 0.1 for 10 %'),
  /** Values outside are anomalous whatever was learned; null leaves a side open. */
  dataRange: z
    .tuple([z.number().nullable(), z.number().nullable()], 'must be two numbers, or null for an open side')
    .refine(([low, high]) => low === null || high === null || low < high, 'must ascend: the first below the second'),
  /** Share of the training samples presumed anomalous. */
  contamination: z.number('must be a number').gt(0, 'must be above 0').max(0.5, 'must be 0.5 or less'),
  trainingWindowSeconds: seconds,
  /** With fewer usable samples a series has no score yet. */
  minSamples: z.int('must be a whole number').positive('must be 1 or more'),
  /** Periods to look for; those that explain nothing are dropped. */
  seasonsSeconds: z.array(seconds),
  /** Divides the distance to the boundary: 2 alarms at about half the deviation, 0.5 at twice. */
  sensitivity: z.number('must be a number').gt(0, 'must be above 0').max(10, 'must be 10 or less'),
  /** Neither learned from nor alarmed about. */
  maintenance: z.array(orderedWindow),
  /** Whose days and nights the series follows. */
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone, e.g. Europe/Berlin'),
  /** Local days that are not learned from and may be as a Sunday is. */
  holidays: z.array(z.iso.date('must be a day, e.g. 2026-12-25')),
  /** What the values are: as they are, a total that only grows, or how many log lines or spans there were. */
  signal: z.enum(['gauge', 'counter', 'log', 'trace'], 'must be gauge, counter, log or trace'),
  /** Tells beforehand when a series is going to reach a value, coming from the side that `direction` names. */
  forecast: z
    .strictObject({
      threshold: z.number('must be a number in the unit of the series'),
      withinSeconds: seconds.max(90 * 86_400, 'must be 90 days or less'),
    })
    .nullable(),
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Options that every detector takes, in the configuration file, the API and the page alike; durations are seconds. */
export const detectorOptions = z.strictObject({
  model: optionFields.model.default('ensemble'),
  direction: optionFields.direction.default('both'),
  minDeviation: optionFields.minDeviation.default(0),
  minRelativeDeviation: optionFields.minRelativeDeviation.default(0),
  dataRange: optionFields.dataRange.default([null, null]),
  contamination: optionFields.contamination.default(0.01),
  trainingWindowSeconds: optionFields.trainingWindowSeconds.default(7 * 86_400),
  minSamples: optionFields.minSamples.default(60),
  seasonsSeconds: optionFields.seasonsSeconds.default([86_400, 604_800]),
  sensitivity: optionFields.sensitivity.default(1),
  maintenance: optionFields.maintenance.default([]),
  timeZone: optionFields.timeZone.default('UTC'),
  holidays: optionFields.holidays.default([]),
  signal: optionFields.signal.default('gauge'),
  forecast: optionFields.forecast.default(null),
});
export type DetectorOptions = z.infer<typeof detectorOptions>;

/** Some options; those left out stay as they are. */
export const detectorOptionOverrides = z.strictObject(optionFields).partial();
export type DetectorOptionOverrides = z.infer<typeof detectorOptionOverrides>;

export const detectorId = z
  .string()
  .max(100, 'must have 100 characters or fewer')
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case words joined by hyphens, e.g. checkout-latency');

const definitionFields = {
  title: z.string().min(1, 'must not be empty'),
  kind: indicatorKind,
  /** PromQL that yields one series per combination of `groupBy` labels; must keep the service label. */
  query: z.string().min(1, 'must not be empty: write a PromQL expression'),
  unit: z.string(),
  serviceLabel: z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'must be the name of a label, e.g. service'),
  stepSeconds: seconds,
  enabled: z.boolean(),
};

export const detectorDefinition = z.strictObject({
  id: detectorId,
  title: definitionFields.title,
  kind: definitionFields.kind,
  query: definitionFields.query,
  unit: definitionFields.unit.default('none'),
  serviceLabel: definitionFields.serviceLabel.default('service'),
  stepSeconds: definitionFields.stepSeconds.default(15),
  enabled: definitionFields.enabled.default(true),
  options: detectorOptions.prefault({}),
});
export type DetectorDefinition = z.infer<typeof detectorDefinition>;

/** What may be changed about a detector; what is left out stays as it is. */
export const detectorChanges = z.strictObject({ ...definitionFields, options: detectorOptionOverrides }).partial();
export type DetectorChanges = z.infer<typeof detectorChanges>;

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
  /** Excursions over the boundary that ordinary noise is expected to make; null when the method cannot say. */
  expectedFalseAlarmsPerWeek: z.number().nullable(),
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

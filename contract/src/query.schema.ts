import { z } from 'zod';
import { instant, labels, sample } from './primitives.schema.ts';
import { problem } from './problem.schema.ts';

export const queryType = z.enum(['score', 'band', 'anomalies', 'incidents', 'health', 'forecast', 'anomaly-rate']);
export type QueryType = z.infer<typeof queryType>;

/**
 * One query of a panel, an alert rule or an annotation. Empty filters match everything; several services or detectors are
 * one JSON array of strings.
 */
export const vigilQuery = z.object({
  refId: z.string().min(1),
  queryType,
  service: z.string().default(''),
  detectorId: z.string().default(''),
  severity: z.enum(['', 'high', 'critical']).default(''),
  status: z.enum(['', 'open', 'acknowledged', 'resolved', 'closed']).default(''),
  /** How far from now a forecast goes, or to the end of the range where that is later. */
  horizonSeconds: z
    .int()
    .min(60)
    .max(90 * 86_400)
    .default(86_400),
});
export type VigilQuery = z.infer<typeof vigilQuery>;

export const queryRequest = z.object({
  from: instant,
  to: instant,
  maxDataPoints: z.int().positive().max(11_000).default(1000),
  queries: z.array(vigilQuery).min(1).max(100),
});
export type QueryRequest = z.infer<typeof queryRequest>;

/** One labelled series; `name` says which part of the answer it is: score, value, expected, lower, upper, health. */
export const namedSeries = z.object({
  name: z.string(),
  labels,
  unit: z.string(),
  timestampsMs: z.array(z.number()),
  values: z.array(sample),
});
export type NamedSeries = z.infer<typeof namedSeries>;

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const tableColumn = z.object({ name: z.string(), type: z.enum(['time', 'string', 'number', 'boolean']) });

/** Rows as arrays in the order of `columns`; times are epoch milliseconds. */
export const table = z.object({ columns: z.array(tableColumn), rows: z.array(z.array(cell)) });

/** The answer to one refId: series or a table, or the problem that kept it from being answered. */
export const queryResult = z.object({
  refId: z.string(),
  series: z.array(namedSeries).optional(),
  table: table.optional(),
  /** Set when a limit cut the answer short. */
  notice: z.string().nullable(),
  error: problem.nullable(),
});
export type QueryResult = z.infer<typeof queryResult>;

export const queryResponse = z.object({ results: z.array(queryResult) });
export type QueryResponse = z.infer<typeof queryResponse>;

export const variableKind = z.enum(['services', 'detectors', 'kinds', 'severities']);
export const variableValues = z.object({ items: z.array(z.object({ text: z.string(), value: z.string() })) });
export type VariableValues = z.infer<typeof variableValues>;

import { z } from 'zod';

/** An instant: ISO 8601, UTC, e.g. `2026-01-31T09:00:00.000Z`. */
export const instant = z.iso.datetime({ offset: true });

export const severity = z.enum(['normal', 'high', 'critical']);
export type Severity = z.infer<typeof severity>;

export const labels = z.record(z.string(), z.string());
export type Labels = z.infer<typeof labels>;

/** What an indicator says about a service, whatever its metric is called. */
export const indicatorKind = z.enum([
  'latency',
  'errors',
  'traffic',
  'cpu',
  'memory',
  'availability',
  'cache',
  'saturation',
  'cost',
  'deploy',
  'custom',
]);
export type IndicatorKind = z.infer<typeof indicatorKind>;

/** One page of a list. `nextCursor` is opaque and null on the last page; `total` counts all matches. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: z.int().nonnegative(),
    nextCursor: z.string().nullable(),
  });
}

/** A number, or null where a series has no value (JSON has no NaN). */
export const sample = z.number().nullable();

/** A series as columns of equal length; `timestampsMs` are epoch milliseconds, ascending. */
export const seriesColumns = z.object({
  timestampsMs: z.array(z.number()),
  values: z.array(sample),
});
export type SeriesColumns = z.infer<typeof seriesColumns>;

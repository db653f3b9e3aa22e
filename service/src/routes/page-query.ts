import { instant } from '@vigil/contract';
import { z } from 'zod';
import { defaultPageSize, maxPageSize } from '../storage/paging.ts';

/** Query parameters of every list that comes in pages. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(maxPageSize).default(defaultPageSize),
  cursor: z.string().min(1).optional(),
});

/** Query parameters of a list that can be limited to a span of time. */
export const timeQuery = z.object({ from: instant.optional(), to: instant.optional() });

export function toTimeFilter({ from, to }: z.infer<typeof timeQuery>): { from?: Date; to?: Date } {
  return {
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

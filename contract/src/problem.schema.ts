import { z } from 'zod';
import { instant } from './primitives.schema.ts';

/** An error answer, RFC 9457 problem+json. `field` is a JSON pointer-like path of the first offending field. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  /** Since when it has been so, where that is known: an outage. */
  since: instant.optional(),
  field: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;

import type { z } from 'zod';
import { TelemetryError } from './telemetry-error.ts';
import type { TelemetrySourceName } from './telemetry-error.ts';

/** Checks an answer against its schema; a server that is not what it should be gives a typed error. */
export function parseReply<Schema extends z.ZodType>(
  schema: Schema,
  reply: unknown,
  source: TelemetrySourceName,
  expected: string
): z.infer<Schema> {
  const result = schema.safeParse(reply);
  if (result.success) {
    return result.data;
  }
  const issue = result.error.issues[0];
  const where = issue === undefined ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
  const message = `The server did not answer like ${expected}${where}. Is the URL that of ${expected}?`;
  throw new TelemetryError(source, 'unexpected-shape', message);
}

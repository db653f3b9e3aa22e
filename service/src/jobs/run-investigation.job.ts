import { z } from 'zod';
import type { JobDefinition } from './queue.ts';

const payload = z.object({ investigationId: z.string() });

/** Runs an investigation that somebody asked for. */
export const runInvestigationJob: JobDefinition<z.infer<typeof payload>> = {
  name: 'run-investigation',
  payload,
  options: { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 300, heartbeatSeconds: 30 },
};

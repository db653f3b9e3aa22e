import { z } from 'zod';
import type { JobDefinition } from './queue.ts';

const payload = z.object({ incidentId: z.string() });

/** Sent by the transaction that opens an incident. */
export const investigateJob: JobDefinition<z.infer<typeof payload>> = {
  name: 'investigate',
  payload,
  options: { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 300, heartbeatSeconds: 30 },
};

import { z } from 'zod';
import type { JobDefinition } from './queue.ts';

const payload = z.object({ incidentId: z.string() });

/**
 * Sent by the transaction that opens an incident, with its id as the key: whatever asks for it, one waits and one is under
 * way at most, on all replicas together.
 */
export const investigateJob: JobDefinition<z.infer<typeof payload>> = {
  name: 'investigate-incident',
  payload,
  options: {
    policy: 'stately',
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 300,
    heartbeatSeconds: 30,
  },
};

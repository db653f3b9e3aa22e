import { z } from 'zod';
import type { JobDefinition } from './queue.ts';

const payload = z.object({ detectorId: z.string().nullable(), runId: z.string().optional() });

/** Learns one detector's series, or those of all detectors, anew. */
export const trainJob: JobDefinition<z.infer<typeof payload>> = {
  name: 'train',
  payload,
  options: {
    policy: 'short',
    retryLimit: 5,
    retryDelay: 30,
    retryBackoff: true,
    expireInSeconds: 1800,
    heartbeatSeconds: 60,
  },
};

import { z } from 'zod';
import type { JobDefinition } from './queue.ts';

const payload = z.object({ backtestId: z.string() });

/** Replays history with a detector; begun anew when its process dies. */
export const backtestJob: JobDefinition<z.infer<typeof payload>> = {
  name: 'backtest',
  payload,
  options: { retryLimit: 1, retryDelay: 5, expireInSeconds: 3600, heartbeatSeconds: 60 },
};

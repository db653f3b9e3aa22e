import { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import { purgeExpired } from '../verbs/retention/purge-expired.ts';
import type { JobDefinition } from './queue.ts';

export const purgeJob: JobDefinition = {
  name: 'purge',
  payload: z.object({}),
  options: { policy: 'short', retryLimit: 2, retryDelay: 300, expireInSeconds: 3600, heartbeatSeconds: 60 },
};

/** Every night: deletes what is older than the configuration keeps. */
export async function schedulePurge(context: ServiceContext): Promise<void> {
  await context.queue.work(purgeJob, (_payload, signal) => purgeExpired(context, { signal }));
  await context.queue.schedule(purgeJob, '17 3 * * *', {});
}

import { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import { endSilentAlerts } from '../verbs/alerts/end-silent-alerts.ts';
import { placeStoredDeliveries } from '../verbs/alerts/place-delivery.ts';
import { resolveRecovered } from '../verbs/incidents/resolve-recovered.ts';
import type { JobDefinition } from './queue.ts';

export const incidentUpkeepJob: JobDefinition = {
  name: 'incident-upkeep',
  payload: z.object({}),
  options: { policy: 'short', retryLimit: 0, expireInSeconds: 120, deleteAfterSeconds: 3600 },
};

/** Every minute: what deadlines and lost messages have left to do about alerts and incidents. */
export async function scheduleIncidentUpkeep(context: ServiceContext): Promise<void> {
  await context.queue.work(incidentUpkeepJob, () => runIncidentUpkeep(context));
  await context.queue.schedule(incidentUpkeepJob, '* * * * *', {});
}

export async function runIncidentUpkeep(context: ServiceContext): Promise<void> {
  await placeStoredDeliveries(context);
  await endSilentAlerts(context);
  await resolveRecovered(context);
}

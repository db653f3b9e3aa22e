import type { ServiceContext } from '../../context.ts';
import { listQuietIncidents, updateIncident } from '../../storage/repositories/incidents.ts';
import { addTimelineEvent } from '../../storage/repositories/timeline.ts';
import { lockCorrelation } from './correlation-lock.ts';

/** Resolves incidents whose members have all ended long enough ago; answers how many. */
export async function resolveRecovered({ database, clock, config, metrics }: ServiceContext): Promise<number> {
  const now = clock.now();
  const { autoResolveAfterSeconds } = config.incidents;
  const resolved = await database.transaction().execute(async (transaction) => {
    await lockCorrelation(transaction);
    const quiet = await listQuietIncidents(transaction, new Date(now.getTime() - autoResolveAfterSeconds * 1000));
    for (const { id, isTest } of quiet) {
      const resolution = isTest ? 'test' : 'recovered';
      await updateIncident(transaction, id, { status: 'resolved', resolvedAt: now, resolvedBy: 'vigil', resolution });
      const message = `${resolution}: nothing in it has been going on for ${autoResolveAfterSeconds} s`;
      const event = { incidentId: id, at: now, actor: 'vigil', channel: 'service', message };
      await addTimelineEvent(transaction, { ...event, type: 'resolved' });
    }
    return quiet;
  });
  for (const { isTest } of resolved) {
    metrics.incidentsResolved.inc({ resolution: isTest ? 'test' : 'recovered' });
  }
  return resolved.length;
}

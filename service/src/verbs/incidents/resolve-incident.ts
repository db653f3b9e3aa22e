import type { IncidentDetail } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { updateIncident } from '../../storage/repositories/incidents.ts';
import { changeIncident } from './change-incident.ts';
import type { Actor } from './change-incident.ts';

export interface Resolution {
  reason: NonNullable<IncidentDetail['resolution']>;
  comment: string;
}

/** Throws `not-found`, and `conflict` naming who resolved it before. */
export async function resolveIncident(
  context: ServiceContext,
  id: string,
  actor: Actor,
  { reason, comment }: Resolution
): Promise<IncidentDetail> {
  const resolved = await changeIncident(context, id, actor, async ({ transaction, incident, now, record }) => {
    if (incident.status === 'resolved') {
      throw new ServiceError('conflict', `incident ${incident.number} was resolved by ${incident.resolvedBy} already`);
    }
    await updateIncident(transaction, id, {
      status: 'resolved',
      resolvedAt: now,
      resolvedBy: actor.login,
      resolution: reason,
    });
    await record('resolved', comment === '' ? reason : `${reason}: ${comment}`);
  });
  context.metrics.incidentsResolved.inc({ resolution: reason });
  return resolved;
}

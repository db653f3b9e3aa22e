import type { IncidentDetail } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { updateIncident } from '../../storage/repositories/incidents.ts';
import { changeIncident } from './change-incident.ts';
import type { Actor } from './change-incident.ts';

/** The first to acknowledge wins; later ones get the incident as it is. Throws `not-found`, `conflict`. */
export async function acknowledgeIncident(context: ServiceContext, id: string, actor: Actor): Promise<IncidentDetail> {
  return changeIncident(context, id, actor, async ({ transaction, incident, now, record }) => {
    if (incident.status === 'resolved') {
      throw new ServiceError('conflict', `incident ${incident.number} was resolved by ${incident.resolvedBy} already`);
    }
    if (incident.status === 'open') {
      await updateIncident(transaction, id, {
        status: 'acknowledged',
        acknowledgedAt: now,
        acknowledgedBy: actor.login,
      });
      await record('acknowledged', 'is being looked after');
    }
  });
}

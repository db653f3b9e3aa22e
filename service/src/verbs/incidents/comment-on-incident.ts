import type { IncidentDetail } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { changeIncident } from './change-incident.ts';
import type { Actor } from './change-incident.ts';

/** Throws `not-found`. A resolved incident can still be commented on. */
export async function commentOnIncident(
  context: ServiceContext,
  id: string,
  actor: Actor,
  comment: string
): Promise<IncidentDetail> {
  return changeIncident(context, id, actor, ({ record }) => record('comment', comment));
}

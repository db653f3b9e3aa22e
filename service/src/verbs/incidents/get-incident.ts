import type { IncidentDetail } from '@vigil/contract';
import { notFound } from '../../errors.ts';
import type { Executor } from '../../storage/database.ts';
import { listMembers, summaryOf, toIncidentMember } from '../../storage/repositories/incident-members.ts';
import { findIncident, toIncident } from '../../storage/repositories/incidents.ts';
import { listTimeline } from '../../storage/repositories/timeline.ts';

/** Throws ServiceError `not-found`. */
export async function getIncident(executor: Executor, id: string): Promise<IncidentDetail> {
  const incident = await findIncident(executor, id);
  if (incident === undefined) {
    throw notFound('incident', id);
  }
  const members = await listMembers(executor, [id]);
  return {
    ...toIncident(incident, summaryOf(members)),
    members: members.map(toIncidentMember),
    timeline: await listTimeline(executor, id),
  };
}

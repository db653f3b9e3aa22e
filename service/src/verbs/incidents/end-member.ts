import type { IncidentMember } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { findIncidentOf, listMembers } from '../../storage/repositories/incident-members.ts';
import { lockIncident, updateIncident } from '../../storage/repositories/incidents.ts';
import { addTimelineEvent } from '../../storage/repositories/timeline.ts';
import { lockCorrelation } from './correlation-lock.ts';

export interface EndedMember {
  kind: IncidentMember['kind'];
  id: string;
  title: string;
  channel: string;
  /** How it is known to have ended, e.g. `resolved by its sender`. */
  message: string;
}

/**
 * Notes on its incident that a member has ended; the member's own row says so already. When it was the last open one,
 * the time until the incident counts as recovered starts. Must run inside a transaction.
 */
export async function endMember(context: ServiceContext, transaction: Executor, member: EndedMember): Promise<void> {
  await lockCorrelation(transaction);
  const incidentId = await findIncidentOf(transaction, member.kind, member.id);
  const incident = incidentId === null ? undefined : await lockIncident(transaction, incidentId);
  if (incident === undefined || incident.status === 'resolved') {
    return;
  }
  const now = context.clock.now();
  const members = await listMembers(transaction, [incident.id]);
  const isQuiet = members.every(({ status }) => status === 'closed');
  await updateIncident(transaction, incident.id, { lastActivityAt: now, quietSince: isQuiet ? now : null });
  await addTimelineEvent(transaction, {
    incidentId: incident.id,
    at: now,
    type: 'member-ended',
    actor: 'vigil',
    channel: member.channel,
    message: `${member.title}: ${member.message}`,
  });
}

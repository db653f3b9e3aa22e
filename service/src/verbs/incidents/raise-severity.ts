import type { Severity } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { lockIncident, updateIncident } from '../../storage/repositories/incidents.ts';
import { addTimelineEvent } from '../../storage/repositories/timeline.ts';
import type { Candidate } from './candidate.ts';

const ranks: Readonly<Record<Severity, number>> = { normal: 0, high: 1, critical: 2 };

/** An incident is as severe as its worst member has ever been. */
export async function raiseSeverity(
  { clock }: ServiceContext,
  transaction: Executor,
  incidentId: string,
  { severity, title, channel }: Pick<Candidate, 'severity' | 'title' | 'channel'>
): Promise<void> {
  const incident = await lockIncident(transaction, incidentId);
  if (incident === undefined || incident.status === 'resolved' || ranks[severity] <= ranks[incident.severity]) {
    return;
  }
  await updateIncident(transaction, incidentId, { severity });
  await addTimelineEvent(transaction, {
    incidentId,
    at: clock.now(),
    type: 'severity-changed',
    actor: 'vigil',
    channel,
    message: `from ${incident.severity} to ${severity}, because of ${title}`,
  });
}

import type { Severity } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { updateIncident } from '../../storage/repositories/incidents.ts';
import { addTimelineEvent } from '../../storage/repositories/timeline.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import type { Candidate } from './candidate.ts';

const ranks: Readonly<Record<Severity, number>> = { normal: 0, high: 1, critical: 2 };

/** An incident, locked by the caller, is as severe as its worst member has ever been. Answers what it then is. */
export async function raiseSeverity(
  { clock }: ServiceContext,
  transaction: Executor,
  incident: IncidentRow,
  { severity, title, channel }: Pick<Candidate, 'severity' | 'title' | 'channel'>
): Promise<IncidentRow> {
  if (incident.status === 'resolved' || ranks[severity] <= ranks[incident.severity]) {
    return incident;
  }
  await updateIncident(transaction, incident.id, { severity });
  await addTimelineEvent(transaction, {
    incidentId: incident.id,
    at: clock.now(),
    type: 'severity-changed',
    actor: 'vigil',
    channel,
    message: `from ${incident.severity} to ${severity}, because of ${title}`,
  });
  return { ...incident, severity };
}

import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { updateIncident } from '../../storage/repositories/incidents.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import { recordOf } from './add-candidate.ts';
import type { Candidate } from './candidate.ts';

/** A ticket, locked by the caller, pages as soon as something belongs to it that may. Answers what it then is. */
export async function raisePriority(
  { clock }: ServiceContext,
  transaction: Executor,
  incident: IncidentRow,
  candidate: Candidate
): Promise<IncidentRow> {
  if (incident.status === 'resolved' || incident.priority === 'page' || candidate.priority === 'ticket') {
    return incident;
  }
  await updateIncident(transaction, incident.id, { priority: 'page' });
  const record = recordOf(transaction, candidate, incident.id, clock.now());
  await record('priority-changed', `from ticket to page, because of ${candidate.title}`);
  return { ...incident, priority: 'page' };
}

import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { updateIncident } from '../../storage/repositories/incidents.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import { recordOf } from './add-candidate.ts';
import type { Candidate } from './candidate.ts';
import { requestInvestigation } from './request-investigation.ts';

const unresolved = {
  status: 'open',
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  resolution: null,
} as const;

/** Opens a resolved incident again, as something that nobody looks after yet, and answers what it then is. */
export async function reopenIncident(
  context: ServiceContext,
  transaction: Executor,
  candidate: Candidate,
  incident: IncidentRow,
  reason: string
): Promise<IncidentRow> {
  const changes = { ...unresolved, priority: candidate.priority };
  await updateIncident(transaction, incident.id, changes);
  const record = recordOf(transaction, candidate, incident.id, context.clock.now());
  await record('reopened', `was resolved as ${incident.resolution ?? 'unknown'}, but ${reason}`);
  await requestInvestigation(context, transaction, incident);
  return { ...incident, ...changes };
}

import { randomUUID } from 'node:crypto';
import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { insertIncident } from '../../storage/repositories/incidents.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import { addCandidate, recordOf } from './add-candidate.ts';
import { titleOf } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { requestInvestigation } from './request-investigation.ts';

/** Opens an incident with its first member. */
export async function openIncident(
  context: ServiceContext,
  transaction: Executor,
  candidate: Candidate
): Promise<IncidentRow> {
  const now = context.clock.now();
  const incident = await insertIncident(transaction, {
    id: randomUUID(),
    title: titleOf(candidate),
    status: 'open',
    severity: candidate.severity,
    service: candidate.service,
    openedAt: now,
    // A sender's clock may be ahead of ours; an incident never begins in the future.
    startedAt: candidate.startsAt < now ? candidate.startsAt : now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    suspects: '[]',
    investigationId: null,
    isTest: candidate.isTest,
    priority: candidate.priority,
    lastActivityAt: now,
    quietSince: null,
  });
  const reason = openingReason(candidate);
  await addCandidate(transaction, candidate, incident.id, `opened the incident: ${reason}`, now);
  await recordOf(transaction, candidate, incident.id, now)('opened', `${incident.title}: ${reason}`);
  await requestInvestigation(context, transaction, incident);
  return incident;
}

function openingReason({ kind, isTest, signal, priority }: Candidate): string {
  if (isTest) {
    return 'a test notification, for which nobody is paged';
  }
  if (signal !== 'condition') {
    return signal === 'no-data' ? 'the alert rule gets no data' : 'the alert rule fails';
  }
  if (kind === 'alert') {
    return 'an alert fires';
  }
  const doubt = priority === 'ticket' ? '; its detector is often wrong, so this is a ticket' : '';
  return `threshold and model agree that this is anomalous${doubt}`;
}

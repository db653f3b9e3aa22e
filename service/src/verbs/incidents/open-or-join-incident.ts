import { randomUUID } from 'node:crypto';
import type { ServiceContext } from '../../context.ts';
import { investigateJob } from '../../jobs/investigate.job.ts';
import type { Executor } from '../../storage/database.ts';
import { toText } from '../../storage/json.ts';
import { addMember, findIncidentOf, listMembers } from '../../storage/repositories/incident-members.ts';
import { insertIncident, listJoinable, lockIncident, updateIncident } from '../../storage/repositories/incidents.ts';
import { addTimelineEvent } from '../../storage/repositories/timeline.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import type { Candidate } from './candidate.ts';
import { lockCorrelation } from './correlation-lock.ts';
import { findMatch } from './joining-rules.ts';
import type { IncidentWithMembers, Match } from './joining-rules.ts';
import { raiseSeverity } from './raise-severity.ts';

export interface Placement {
  incidentId: string;
  outcome: 'opened' | 'joined' | 'reopened' | 'known';
}

/**
 * Puts an alert or an anomaly into the incident it belongs to, or opens one. Null when it belongs to none and must not
 * open one by itself. Must run inside a transaction; what it decides holds once that commits.
 */
export async function openOrJoinIncident(
  context: ServiceContext,
  transaction: Executor,
  candidate: Candidate
): Promise<Placement | null> {
  await lockCorrelation(transaction);
  const known = await findIncidentOf(transaction, candidate.kind, candidate.id);
  if (known !== null) {
    return goOn(context, transaction, candidate, known);
  }
  const match = findMatch(candidate, await joinable(context, transaction, candidate), {
    now: context.clock.now(),
    joinWindowMs: context.config.incidents.joinWindowSeconds * 1000,
    callGraph: context.callGraph(),
  });
  if (match !== null) {
    return join(context, transaction, candidate, match);
  }
  return candidate.mayOpen ? open(context, transaction, candidate) : null;
}

async function joinable(
  { clock, config }: ServiceContext,
  transaction: Executor,
  { isTest }: Candidate
): Promise<IncidentWithMembers[]> {
  const resolvedSince = new Date(clock.now().getTime() - config.incidents.reopenWithinSeconds * 1000);
  const incidents = await listJoinable(transaction, resolvedSince, isTest);
  const members = await listMembers(
    transaction,
    incidents.map(({ id }) => id)
  );
  const byIncident = Map.groupBy(members, ({ incidentId }) => incidentId);
  return incidents.map((incident) => ({ incident, members: byIncident.get(incident.id) ?? [] }));
}

/** A member that is heard of again: it may have ended in between, and its incident with it. */
async function goOn(
  context: ServiceContext,
  transaction: Executor,
  candidate: Candidate,
  incidentId: string
): Promise<Placement> {
  const incident = await lockIncident(transaction, incidentId);
  const isBack = incident !== undefined && isBackAfterResolution(incident, candidate);
  if (isBack) {
    await reopen(transaction, candidate, incident, `${candidate.title} is back`, context.clock.now());
  }
  if (isBack || (incident?.status !== 'resolved' && incident?.quietSince !== null)) {
    await updateIncident(transaction, incidentId, { lastActivityAt: context.clock.now(), quietSince: null });
  }
  await raiseSeverity(context, transaction, incidentId, candidate);
  return { incidentId, outcome: isBack ? 'reopened' : 'known' };
}

/** An incident recovers only after all its members have ended; a person may call it fixed while an anomaly goes on. */
function isBackAfterResolution({ resolution }: IncidentRow, { kind }: Candidate): boolean {
  return resolution === 'recovered' || (resolution === 'fixed' && kind === 'alert');
}

async function open(context: ServiceContext, transaction: Executor, candidate: Candidate): Promise<Placement> {
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
    lastActivityAt: now,
    quietSince: null,
  });
  const reason = `opened the incident: ${openingReason(candidate)}`;
  await addMember(transaction, memberOf(candidate, incident.id, reason, now));
  await record(transaction, candidate, incident.id, now, 'opened', `${incident.title}: ${openingReason(candidate)}`);
  if (!candidate.isTest) {
    await context.queue.enqueue(transaction, investigateJob, { incidentId: incident.id });
  }
  context.metrics.incidentsOpened.inc({ trigger: candidate.kind });
  return { incidentId: incident.id, outcome: 'opened' };
}

async function join(
  context: ServiceContext,
  transaction: Executor,
  candidate: Candidate,
  { incident, reason }: Match
): Promise<Placement> {
  const now = context.clock.now();
  const isBack = incident.status === 'resolved';
  if (isBack) {
    await reopen(transaction, candidate, incident, reason, now);
  }
  await addMember(transaction, memberOf(candidate, incident.id, reason, now));
  await updateIncident(transaction, incident.id, {
    lastActivityAt: now,
    quietSince: null,
    startedAt: candidate.startsAt < incident.startedAt ? candidate.startsAt : incident.startedAt,
  });
  const message = `${titleOf(candidate)}: ${reason}`;
  await record(transaction, candidate, incident.id, now, 'member-added', message);
  await raiseSeverity(context, transaction, incident.id, candidate);
  return { incidentId: incident.id, outcome: isBack ? 'reopened' : 'joined' };
}

async function reopen(
  transaction: Executor,
  candidate: Candidate,
  { id, resolution }: IncidentRow,
  reason: string,
  now: Date
): Promise<void> {
  await updateIncident(transaction, id, {
    status: 'open',
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
  });
  await record(
    transaction,
    candidate,
    id,
    now,
    'reopened',
    `was resolved as ${resolution ?? 'unknown'}, but ${reason}`
  );
}

function memberOf({ kind, id }: Candidate, incidentId: string, reason: string, addedAt: Date) {
  return { kind, memberId: id, incidentId, reason: toText(reason), addedAt };
}

async function record(
  transaction: Executor,
  { channel }: Candidate,
  incidentId: string,
  at: Date,
  type: 'opened' | 'member-added' | 'reopened',
  message: string
): Promise<void> {
  await addTimelineEvent(transaction, { incidentId, at, type, actor: 'vigil', channel, message });
}

function titleOf({ title, service }: Candidate): string {
  return service === null ? title : `${title} on ${service}`;
}

function openingReason({ kind, isTest, signal }: Candidate): string {
  if (isTest) {
    return 'a test notification, for which nobody is paged';
  }
  if (signal !== 'condition') {
    return signal === 'no-data' ? 'the alert rule gets no data' : 'the alert rule fails';
  }
  return kind === 'alert' ? 'an alert fires' : 'threshold and model agree that this is anomalous';
}

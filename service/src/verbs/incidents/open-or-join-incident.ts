import type { ServiceContext } from '../../context.ts';
import type { Executor } from '../../storage/database.ts';
import { findIncidentOf } from '../../storage/repositories/incident-members.ts';
import { lockIncident, updateIncident } from '../../storage/repositories/incidents.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import { addCandidate, recordOf } from './add-candidate.ts';
import { titleOf } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { lockCorrelation } from './correlation-lock.ts';
import { joinableIncidents } from './joinable-incidents.ts';
import type { JoinableIncidents } from './joinable-incidents.ts';
import { findMatch } from './joining-rules.ts';
import type { KnownMember, Match } from './joining-rules.ts';
import { openIncident } from './open-incident.ts';
import { raisePriority } from './raise-priority.ts';
import { raiseSeverity } from './raise-severity.ts';
import { reopenIncident } from './reopen-incident.ts';
import { requestInvestigation } from './request-investigation.ts';

export interface Placement {
  incidentId: string;
  outcome: 'opened' | 'joined' | 'reopened' | 'known';
}

/**
 * Puts an alert or an anomaly into the incident it belongs to, or opens one. Null when it belongs to none and must not
 * open one by itself. Must run inside a transaction; what it decides holds once that commits. Whoever places several in
 * one transaction hands the same `joinable` to each.
 */
export async function openOrJoinIncident(
  context: ServiceContext,
  transaction: Executor,
  candidate: Candidate,
  joinable: JoinableIncidents = joinableIncidents(context, transaction)
): Promise<Placement | null> {
  await lockCorrelation(transaction);
  const known = await findIncidentOf(transaction, candidate.kind, candidate.id);
  if (known !== null) {
    return goOn(context, transaction, candidate, known, joinable);
  }
  const match = await lockMatch(context, transaction, candidate, joinable);
  if (match !== null) {
    return join(context, transaction, candidate, match, joinable);
  }
  if (!candidate.mayOpen) {
    return null;
  }
  const opened = await openIncident(context, transaction, candidate);
  joinable.update(opened, memberOf(candidate));
  return { incidentId: opened.id, outcome: 'opened' };
}

/**
 * The incident to join, locked. People resolve incidents without the correlation lock: what was decided about an
 * incident that has changed until it was locked is decided anew.
 */
async function lockMatch(
  { clock, config, callGraph }: ServiceContext,
  transaction: Executor,
  candidate: Candidate,
  joinable: JoinableIncidents
): Promise<Match | null> {
  const joiningContext = {
    now: clock.now(),
    joinWindowMs: config.incidents.joinWindowSeconds * 1000,
    callGraph: callGraph(),
  };
  for (;;) {
    const match = findMatch(candidate, await joinable.list(candidate.isTest), joiningContext);
    if (match === null) {
      return null;
    }
    const incident = await lockIncident(transaction, match.incident.id);
    if (incident === undefined) {
      joinable.remove(match.incident);
    } else if (incident.status === match.incident.status && incident.resolution === match.incident.resolution) {
      return { ...match, incident };
    } else {
      joinable.update(incident);
    }
  }
}

/** A member that is heard of again: it may have ended in between, and its incident with it. */
async function goOn(
  context: ServiceContext,
  transaction: Executor,
  candidate: Candidate,
  incidentId: string,
  joinable: JoinableIncidents
): Promise<Placement> {
  const before = await lockIncident(transaction, incidentId);
  if (before === undefined) {
    throw new Error(`incident ${incidentId} has members, but is gone`);
  }
  const isBack = isBackAfterResolution(before, candidate);
  let incident = isBack
    ? await reopenIncident(context, transaction, candidate, before, `${candidate.title} is back`)
    : before;
  if (isBack || (incident.status !== 'resolved' && incident.quietSince !== null)) {
    const activity = { lastActivityAt: context.clock.now(), quietSince: null };
    await updateIncident(transaction, incidentId, activity);
    incident = { ...incident, ...activity };
  }
  joinable.update(await raise(context, transaction, incident, candidate));
  return { incidentId, outcome: isBack ? 'reopened' : 'known' };
}

/** An incident recovers only after all its members have ended; a person may call it fixed while an anomaly goes on. */
function isBackAfterResolution({ resolution }: IncidentRow, { kind }: Candidate): boolean {
  return resolution === 'recovered' || (resolution === 'fixed' && kind === 'alert');
}

async function join(
  context: ServiceContext,
  transaction: Executor,
  candidate: Candidate,
  { incident, members, reason }: Match,
  joinable: JoinableIncidents
): Promise<Placement> {
  const now = context.clock.now();
  const isBack = incident.status === 'resolved';
  const unresolved = isBack ? await reopenIncident(context, transaction, candidate, incident, reason) : incident;
  await addCandidate(transaction, candidate, incident.id, reason, now);
  const activity = {
    lastActivityAt: now,
    quietSince: null,
    startedAt: candidate.startsAt < incident.startedAt ? candidate.startsAt : incident.startedAt,
  };
  await updateIncident(transaction, incident.id, activity);
  await recordOf(transaction, candidate, incident.id, now)('member-added', `${titleOf(candidate)}: ${reason}`);
  if (!isBack && isNews(candidate, members)) {
    await requestInvestigation(context, transaction, incident);
  }
  const joined = await raise(context, transaction, { ...unresolved, ...activity }, candidate);
  joinable.update(joined, memberOf(candidate));
  return { incidentId: incident.id, outcome: isBack ? 'reopened' : 'joined' };
}

async function raise(
  context: ServiceContext,
  transaction: Executor,
  incident: IncidentRow,
  candidate: Candidate
): Promise<IncidentRow> {
  const raised = await raiseSeverity(context, transaction, incident, candidate);
  return raisePriority(context, transaction, raised, candidate);
}

/** More of the same does not change who is to blame; another service or another symptom may. */
function isNews({ service, symptom }: Candidate, members: readonly KnownMember[]): boolean {
  return !members.some((member) => member.service === service && member.symptom === symptom);
}

function memberOf({ kind, title, service, recurrenceKey, ruleKey, signal, symptom }: Candidate): KnownMember {
  return { kind, title, service, status: 'open', recurrenceKey, ruleKey, signal, symptom };
}

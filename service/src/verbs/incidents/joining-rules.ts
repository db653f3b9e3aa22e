import type { TopologyEdge } from '../../context.ts';
import type { MemberRecord } from '../../storage/repositories/incident-members.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import type { Candidate } from './candidate.ts';

/** What rules compare of a member. */
export type KnownMember = Pick<
  MemberRecord,
  'kind' | 'title' | 'service' | 'status' | 'recurrenceKey' | 'ruleKey' | 'signal' | 'symptom'
>;

export interface IncidentWithMembers {
  incident: IncidentRow;
  members: readonly KnownMember[];
}

export interface JoiningContext {
  now: Date;
  joinWindowMs: number;
  callGraph: readonly TopologyEdge[];
}

export interface Match extends IncidentWithMembers {
  reason: string;
}

type Rule = (candidate: Candidate, group: IncidentWithMembers, context: JoiningContext) => string | null;

/** In order of precedence: a stronger rule wins over a more recent incident. */
const rules: readonly Rule[] = [recurrence, sameTest, sameAlertRule, sameService, sameNamelessAlert, calledOrCalling];

/** The incident that the candidate belongs to and why; null when it stands alone. */
export function findMatch(
  candidate: Candidate,
  groups: readonly IncidentWithMembers[],
  context: JoiningContext
): Match | null {
  for (const rule of rules) {
    for (const group of groups) {
      const reason = rule(candidate, group, context);
      if (reason !== null) {
        return { ...group, reason };
      }
    }
  }
  return null;
}

/** A fault that was declared fixed or went away by itself, and is back. */
function recurrence(candidate: Candidate, { incident, members }: IncidentWithMembers): string | null {
  const isAgain = members.some(
    ({ kind, recurrenceKey }) => kind === candidate.kind && recurrenceKey === candidate.recurrenceKey
  );
  if (!isAgain || !isReopenable(incident)) {
    return null;
  }
  const what = candidate.kind === 'anomaly' ? 'series' : 'alert';
  return `the same ${what} was in this incident before`;
}

function sameTest(candidate: Candidate, { incident }: IncidentWithMembers): string | null {
  return candidate.isTest && isUnresolved(incident) ? 'another test notification' : null;
}

/** Grafana reports missing data and errors of a rule as alerts of their own, with other labels. */
function sameAlertRule(candidate: Candidate, { incident, members }: IncidentWithMembers): string | null {
  const relative = members.find(
    ({ ruleKey, signal }) =>
      ruleKey !== null && ruleKey === candidate.ruleKey && (signal !== 'condition' || candidate.signal !== 'condition')
  );
  return relative !== undefined && isUnresolved(incident) ? `the same alert rule as "${relative.title}"` : null;
}

function sameService(candidate: Candidate, group: IncidentWithMembers, context: JoiningContext): string | null {
  const { service } = candidate;
  if (service === null || !isOngoing(group, context) || !servicesOf(group).has(service)) {
    return null;
  }
  return `the same service ${service}, ${distance(candidate, group)}`;
}

/** An alert that names no service can only be recognized by its own name. */
function sameNamelessAlert(candidate: Candidate, group: IncidentWithMembers, context: JoiningContext): string | null {
  const isSame = group.members.some(
    ({ kind, title, service }) => kind === candidate.kind && service === null && title === candidate.title
  );
  return candidate.service === null && isSame && isOngoing(group, context)
    ? `another "${candidate.title}" without a service label`
    : null;
}

function calledOrCalling(candidate: Candidate, group: IncidentWithMembers, context: JoiningContext): string | null {
  const { service } = candidate;
  if (service === null || !isUnresolved(group.incident) || !isWithinWindow(group.incident, context)) {
    return null;
  }
  const services = servicesOf(group);
  for (const { caller, callee } of context.callGraph) {
    if (caller === service && services.has(callee)) {
      return `${service} calls ${callee}, which is part of the incident; ${distance(candidate, group)}`;
    }
    if (callee === service && services.has(caller)) {
      return `${service} is called by ${caller}, which is part of the incident; ${distance(candidate, group)}`;
    }
  }
  return null;
}

function isUnresolved({ status }: IncidentRow): boolean {
  return status !== 'resolved';
}

function isReopenable(incident: IncidentRow): boolean {
  return isUnresolved(incident) || incident.resolution === 'recovered' || incident.resolution === 'fixed';
}

function isOngoing({ incident, members }: IncidentWithMembers, context: JoiningContext): boolean {
  const hasOpenMember = members.some(({ status }) => status === 'open');
  return isUnresolved(incident) && (hasOpenMember || isWithinWindow(incident, context));
}

function isWithinWindow({ lastActivityAt }: IncidentRow, { now, joinWindowMs }: JoiningContext): boolean {
  return now.getTime() - lastActivityAt.getTime() <= joinWindowMs;
}

function servicesOf({ incident, members }: IncidentWithMembers): ReadonlySet<string> {
  const services = [incident.service, ...members.map(({ service }) => service)];
  return new Set(services.filter((service) => service !== null));
}

function distance({ startsAt }: Candidate, { incident }: IncidentWithMembers): string {
  const seconds = Math.round((startsAt.getTime() - incident.startedAt.getTime()) / 1000);
  if (seconds === 0) {
    return 'at the same time as the incident';
  }
  return `${duration(Math.abs(seconds))} ${seconds > 0 ? 'after' : 'before'} the incident began`;
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 120) {
    return `${Math.floor(minutes / 60)} h`;
  }
  return minutes === 0 ? `${seconds} s` : `${minutes} min`;
}

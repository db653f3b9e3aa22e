import type { IncidentMember, IndicatorKind } from '@vigil/contract';
import type { Executor } from '../database.ts';

export interface MemberSummary {
  anomalyCount: number;
  alertCount: number;
  affectedServices: string[];
}

/** A member with what rules compare beside what people read. */
export interface MemberRecord extends IncidentMember {
  incidentId: string;
  addedAt: Date;
  /** What stays the same when it happens again: the series, or the alert's fingerprint. */
  recurrenceKey: string;
  ruleKey: string | null;
  signal: 'condition' | 'no-data' | 'error';
  /** What it is a sign of: the kind of indicator that is anomalous, or that an alert fires. */
  symptom: IndicatorKind | 'alert';
}

/** False when it is a member of an incident already. */
export async function addMember(
  executor: Executor,
  member: { kind: IncidentMember['kind']; memberId: string; incidentId: string; reason: string; addedAt: Date }
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto('incidentMembers')
    .values(member)
    .onConflict((conflict) => conflict.columns(['kind', 'memberId']).doNothing())
    .executeTakeFirstOrThrow();
  const table = member.kind === 'anomaly' ? 'anomalies' : 'alertEpisodes';
  await executor
    .updateTable(table)
    .set({ incidentId: member.incidentId })
    .where('id', '=', member.memberId)
    .where('incidentId', 'is', null)
    .execute();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findIncidentOf(
  executor: Executor,
  kind: IncidentMember['kind'],
  memberId: string
): Promise<string | null> {
  const row = await executor
    .selectFrom('incidentMembers')
    .select('incidentId')
    .where('kind', '=', kind)
    .where('memberId', '=', memberId)
    .executeTakeFirst();
  return row?.incidentId ?? null;
}

/** Members of these incidents, the first that joined first. */
export async function listMembers(executor: Executor, incidentIds: readonly string[]): Promise<MemberRecord[]> {
  if (incidentIds.length === 0) {
    return [];
  }
  const members = [...(await anomalyMembers(executor, incidentIds)), ...(await alertMembers(executor, incidentIds))];
  return members.toSorted((one, other) => one.addedAt.getTime() - other.addedAt.getTime() || compare(one.id, other.id));
}

export async function summarizeMembers(
  executor: Executor,
  incidentIds: readonly string[]
): Promise<Map<string, MemberSummary>> {
  const members = await listMembers(executor, incidentIds);
  return new Map(
    [...Map.groupBy(members, ({ incidentId }) => incidentId)].map(([id, group]) => [id, summaryOf(group)])
  );
}

export function summaryOf(members: readonly MemberRecord[]): MemberSummary {
  const services = new Set(members.map(({ service }) => service).filter((service) => service !== null));
  return {
    anomalyCount: members.filter(({ kind }) => kind === 'anomaly').length,
    alertCount: members.filter(({ kind }) => kind === 'alert').length,
    affectedServices: [...services].sort(),
  };
}

export function toIncidentMember({
  incidentId: _incident,
  addedAt: _added,
  recurrenceKey: _recurrence,
  ruleKey: _rule,
  signal: _signal,
  symptom: _symptom,
  ...member
}: MemberRecord): IncidentMember {
  return member;
}

async function anomalyMembers(executor: Executor, incidentIds: readonly string[]): Promise<MemberRecord[]> {
  const rows = await executor
    .selectFrom('incidentMembers as member')
    .innerJoin('anomalies as anomaly', 'anomaly.id', 'member.memberId')
    .select(['member.incidentId', 'member.reason', 'member.addedAt', 'anomaly.id', 'anomaly.detectorTitle'])
    .select(['anomaly.service', 'anomaly.status', 'anomaly.severity', 'anomaly.onsetAt', 'anomaly.endedAt'])
    .select(['anomaly.labels', 'anomaly.seriesKey', 'anomaly.kind as symptom'])
    .where('member.kind', '=', 'anomaly')
    .where('member.incidentId', 'in', incidentIds)
    .execute();
  return rows.map(({ detectorTitle, onsetAt, endedAt, seriesKey, ...row }) => ({
    ...row,
    kind: 'anomaly',
    title: detectorTitle,
    startsAt: onsetAt.toISOString(),
    endsAt: endedAt?.toISOString() ?? null,
    recurrenceKey: seriesKey,
    ruleKey: null,
    signal: 'condition',
  }));
}

async function alertMembers(executor: Executor, incidentIds: readonly string[]): Promise<MemberRecord[]> {
  const rows = await executor
    .selectFrom('incidentMembers as member')
    .innerJoin('alertEpisodes as alert', 'alert.id', 'member.memberId')
    .select(['member.incidentId', 'member.reason', 'member.addedAt', 'alert.id', 'alert.title', 'alert.service'])
    .select(['alert.status', 'alert.severity', 'alert.startsAt', 'alert.endsAt', 'alert.labels', 'alert.source'])
    .select(['alert.fingerprint', 'alert.ruleKey', 'alert.signal'])
    .where('member.kind', '=', 'alert')
    .where('member.incidentId', 'in', incidentIds)
    .execute();
  return rows.map(({ status, startsAt, endsAt, source, fingerprint, ...row }) => ({
    ...row,
    kind: 'alert',
    status: status === 'firing' ? 'open' : 'closed',
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    recurrenceKey: `${source}:${fingerprint}`,
    symptom: 'alert',
  }));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}

import type { Incident, IncidentPage, Severity } from '@vigil/contract';
import type { SelectQueryBuilder } from 'kysely';
import type { Executor } from '../database.ts';
import { after, containing, decodeCursor, encodeCursor, toPage } from '../paging.ts';
import type { PageRequest } from '../paging.ts';
import type { IncidentRow, IncidentUpdate, NewIncident, Schema } from '../schema.ts';
import { summarizeMembers } from './incident-members.ts';
import type { MemberSummary } from './incident-members.ts';

const order = 'openedAt';

export interface IncidentFilter {
  /** `unresolved` is open or acknowledged. */
  status?: Incident['status'] | 'unresolved';
  severity?: Severity;
  /** Responsible for it, or affected by it. */
  service?: string | readonly string[];
  /** Anywhere in the title, or the number. */
  q?: string;
  /** Incidents that were going on at some time from … to. */
  from?: Date;
  to?: Date;
  isTest?: boolean;
}

type IncidentQuery = SelectQueryBuilder<Schema, 'incidents', unknown>;

export async function insertIncident(executor: Executor, incident: NewIncident): Promise<IncidentRow> {
  return executor.insertInto('incidents').values(incident).returningAll().executeTakeFirstOrThrow();
}

export async function updateIncident(executor: Executor, id: string, changes: IncidentUpdate): Promise<void> {
  await executor.updateTable('incidents').set(changes).where('id', '=', id).execute();
}

export async function findIncident(executor: Executor, id: string): Promise<IncidentRow | undefined> {
  return executor.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The incident, locked until the transaction ends. */
export async function lockIncident(executor: Executor, id: string): Promise<IncidentRow | undefined> {
  return executor.selectFrom('incidents').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Incidents that a new member could belong to: unresolved ones, and those resolved since then. */
export async function listJoinable(executor: Executor, resolvedSince: Date, isTest: boolean): Promise<IncidentRow[]> {
  return executor
    .selectFrom('incidents')
    .selectAll()
    .where('isTest', '=', isTest)
    .where((row) => row.or([row('status', '<>', 'resolved'), row('resolvedAt', '>=', resolvedSince)]))
    .orderBy('lastActivityAt', 'desc')
    .orderBy('id')
    .execute();
}

/** Unresolved incidents without an open member since then. */
export async function listQuietIncidents(executor: Executor, since: Date): Promise<IncidentRow[]> {
  return executor
    .selectFrom('incidents')
    .selectAll()
    .where('status', '<>', 'resolved')
    .where('quietSince', '<=', since)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The newest first. Throws InvalidCursorError. */
export async function listIncidents(
  executor: Executor,
  filter: IncidentFilter,
  { limit, cursor }: PageRequest
): Promise<IncidentPage> {
  const position = cursor === undefined ? null : decodeCursor(order, cursor);
  const rows = await matching(executor, filter)
    .selectAll()
    .$if(position !== null, (query) => query.where(after(order, position!)))
    .orderBy(order, 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { total } = await matching(executor, filter)
    .select((expression) => expression.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const members = await summarizeMembers(
    executor,
    rows.map(({ id }) => id)
  );
  return toPage(
    rows,
    total,
    limit,
    (row) => toIncident(row, members.get(row.id)),
    (row) => encodeCursor(order, { value: row.openedAt, id: row.id })
  );
}

export function toIncident(
  { lastActivityAt: _activity, quietSince: _quiet, ...row }: IncidentRow,
  members: MemberSummary = { anomalyCount: 0, alertCount: 0, affectedServices: [] }
): Incident {
  return {
    ...row,
    ...members,
    openedAt: row.openedAt.toISOString(),
    startedAt: row.startedAt.toISOString(),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
  };
}

function ofStatus(query: IncidentQuery, status: NonNullable<IncidentFilter['status']>): IncidentQuery {
  return status === 'unresolved' ? query.where('status', '<>', 'resolved') : query.where('status', '=', status);
}

function matching(
  executor: Executor,
  { status, severity, service, q, from, to, isTest }: IncidentFilter
): IncidentQuery {
  let query: IncidentQuery = executor.selectFrom('incidents');
  query = status === undefined ? query : ofStatus(query, status);
  query = severity === undefined ? query : query.where('severity', '=', severity);
  query = isTest === undefined ? query : query.where('isTest', '=', isTest);
  query = to === undefined ? query : query.where('startedAt', '<=', to);
  query =
    from === undefined
      ? query
      : query.where((row) => row.or([row('resolvedAt', 'is', null), row('resolvedAt', '>=', from)]));
  return searched(service === undefined ? query : ofService(query, [service].flat()), q);
}

function ofService(query: IncidentQuery, services: readonly string[]): IncidentQuery {
  return query.where((row) =>
    row.or([
      row('service', 'in', services),
      row.exists(
        row
          .selectFrom('incidentMembers')
          .leftJoin('anomalies', 'anomalies.id', 'incidentMembers.memberId')
          .leftJoin('alertEpisodes', 'alertEpisodes.id', 'incidentMembers.memberId')
          .select('memberId')
          .whereRef('incidentMembers.incidentId', '=', 'incidents.id')
          .where((member) =>
            member.or([member('anomalies.service', 'in', services), member('alertEpisodes.service', 'in', services)])
          )
      ),
    ])
  );
}

function searched(query: IncidentQuery, text: string | undefined): IncidentQuery {
  if (text === undefined || text === '') {
    return query;
  }
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  return query.where((row) =>
    row.or([
      row('title', 'ilike', containing(text)),
      ...(number === undefined ? [] : [row('number', '=', Number(number))]),
    ])
  );
}

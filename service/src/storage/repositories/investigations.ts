import type { Investigation, InvestigationDetail } from '@vigil/contract';
import type { SelectQueryBuilder } from 'kysely';
import type { Executor } from '../database.ts';
import { after, containing, decodeCursor, encodeCursor, toPage } from '../paging.ts';
import type { Page, PageRequest } from '../paging.ts';
import type { InvestigationRow, InvestigationUpdate, NewInvestigation, Schema } from '../schema.ts';

const order = 'createdAt';

const summaryColumns = [
  'id',
  'incidentId',
  'title',
  'status',
  'trigger',
  'requestedBy',
  'createdAt',
  'startedAt',
  'finishedAt',
  'windowFrom',
  'windowTo',
  'service',
  'summary',
  'suspects',
  'error',
] as const;

type SummaryRow = Pick<InvestigationRow, (typeof summaryColumns)[number]>;

export interface InvestigationFilter {
  status?: Investigation['status'];
  service?: string;
  incidentId?: string;
  /** Anywhere in title or summary. */
  q?: string;
}

type InvestigationQuery = SelectQueryBuilder<Schema, 'investigations', unknown>;

export async function insertInvestigation(executor: Executor, investigation: NewInvestigation): Promise<void> {
  await executor.insertInto('investigations').values(investigation).execute();
}

/** Begins the investigation that all automatic runs of an incident refine, unless there is one; answers its id. */
export async function insertOwnInvestigation(
  executor: Executor,
  investigation: NewInvestigation & { incidentId: string }
): Promise<{ id: string; isNew: boolean }> {
  const inserted = await executor
    .insertInto('investigations')
    .values({ ...investigation, trigger: 'incident' })
    .onConflict((conflict) => conflict.column('incidentId').where('trigger', '=', 'incident').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted !== undefined) {
    return { id: inserted.id, isNew: true };
  }
  const known = await findOwnInvestigation(executor, investigation.incidentId);
  return { id: known?.id ?? investigation.id, isNew: false };
}

export type OwnInvestigation = Pick<InvestigationRow, 'id' | 'finishedAt'>;

/** The investigation that all automatic runs of an incident refine; one that somebody asked for is another. */
export async function findOwnInvestigation(
  executor: Executor,
  incidentId: string
): Promise<OwnInvestigation | undefined> {
  return executor
    .selectFrom('investigations')
    .select(['id', 'finishedAt'])
    .where('incidentId', '=', incidentId)
    .where('trigger', '=', 'incident')
    .executeTakeFirst();
}

export async function updateInvestigation(executor: Executor, id: string, changes: InvestigationUpdate): Promise<void> {
  await executor.updateTable('investigations').set(changes).where('id', '=', id).execute();
}

export async function findInvestigation(executor: Executor, id: string): Promise<InvestigationDetail | null> {
  const row = await executor.selectFrom('investigations').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const { steps, evidence, topology, ...summary } = row;
  return { ...toInvestigation(summary), steps, evidence, topology };
}

/** The newest first. Throws InvalidCursorError. */
export async function listInvestigations(
  executor: Executor,
  filter: InvestigationFilter,
  { limit, cursor }: PageRequest
): Promise<Page<Investigation>> {
  const position = cursor === undefined ? null : decodeCursor(order, cursor);
  const rows = await matching(executor, filter)
    .select(summaryColumns)
    .$if(position !== null, (query) => query.where(after(order, position!)))
    .orderBy(order, 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { total } = await matching(executor, filter)
    .select((expression) => expression.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return toPage(rows, total, limit, toInvestigation, (row) =>
    encodeCursor(order, { value: row.createdAt, id: row.id })
  );
}

export function toInvestigation(row: SummaryRow): Investigation {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    windowFrom: row.windowFrom.toISOString(),
    windowTo: row.windowTo.toISOString(),
  };
}

function matching(executor: Executor, filter: InvestigationFilter): InvestigationQuery {
  let query: InvestigationQuery = executor.selectFrom('investigations');
  for (const column of ['status', 'service', 'incidentId'] as const) {
    const wanted = filter[column];
    query = wanted === undefined ? query : query.where(column, '=', wanted);
  }
  if (filter.q === undefined || filter.q === '') {
    return query;
  }
  const pattern = containing(filter.q);
  return query.where((row) => row.or([row('title', 'ilike', pattern), row('summary', 'ilike', pattern)]));
}

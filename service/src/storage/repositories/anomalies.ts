import type { Anomaly, IndicatorKind, Severity } from '@vigil/contract';
import type { SelectQueryBuilder } from 'kysely';
import type { Executor } from '../database.ts';
import { after, containing, decodeCursor, encodeCursor, toPage } from '../paging.ts';
import type { Page, PageRequest, Position } from '../paging.ts';
import type { AnomalyRow, AnomalyUpdate, MuteRow, NewAnomaly, Schema } from '../schema.ts';

export const anomalyOrders = ['detectedAt', 'peakScore'] as const;
export type AnomalyOrder = (typeof anomalyOrders)[number];

export interface AnomalyFilter {
  status?: Anomaly['status'];
  service?: string | readonly string[];
  detectorId?: string | readonly string[];
  kind?: IndicatorKind;
  severity?: Severity;
  /** Anywhere in service, detector or explanation. */
  q?: string;
  /** Anomalies that were open at some time from … to. */
  from?: Date;
  to?: Date;
  incidentId?: string;
}

type AnomalyQuery = SelectQueryBuilder<Schema, 'anomalies', unknown>;

/** Rows per statement: some thirty parameters each, and PostgreSQL takes 65,535. */
const batchSize = 1000;

/** Takes in anomalies that are new, and how those that are known went on; what people said about them stays. */
export async function saveAnomalies(executor: Executor, anomalies: readonly NewAnomaly[]): Promise<void> {
  for (let from = 0; from < anomalies.length; from += batchSize) {
    await executor
      .insertInto('anomalies')
      .values(anomalies.slice(from, from + batchSize))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          severity: row.ref('excluded.severity'),
          status: row.ref('excluded.status'),
          peakAt: row.ref('excluded.peakAt'),
          endedAt: row.ref('excluded.endedAt'),
          lastScore: row.ref('excluded.lastScore'),
          peakScore: row.ref('excluded.peakScore'),
          value: row.ref('excluded.value'),
          expected: row.ref('excluded.expected'),
          lower: row.ref('excluded.lower'),
          upper: row.ref('excluded.upper'),
          agreed: row.ref('excluded.agreed'),
          explanation: row.ref('excluded.explanation'),
        }))
      )
      .execute();
  }
}

/** Ids of the open anomalies of a detector by the keys of their series. */
export async function listOpenAnomalies(executor: Executor, detectorId: string): Promise<Map<string, string>> {
  const rows = await executor
    .selectFrom('anomalies')
    .select(['seriesKey', 'id'])
    .where('detectorId', '=', detectorId)
    .where('status', '=', 'open')
    .execute();
  return new Map(rows.map(({ seriesKey, id }) => [seriesKey, id]));
}

export async function insertAnomaly(executor: Executor, anomaly: NewAnomaly): Promise<void> {
  await executor.insertInto('anomalies').values(anomaly).execute();
}

export async function updateAnomaly(executor: Executor, id: string, changes: AnomalyUpdate): Promise<void> {
  await executor.updateTable('anomalies').set(changes).where('id', '=', id).execute();
}

export async function findAnomaly(executor: Executor, id: string): Promise<AnomalyRow | undefined> {
  return executor.selectFrom('anomalies').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The anomaly, locked until the transaction ends. */
export async function lockAnomaly(executor: Executor, id: string): Promise<AnomalyRow | undefined> {
  return executor.selectFrom('anomalies').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/**
 * Open anomalies that a mute marks, or should mark: of the series, detectors and services that these are about. Locked
 * until the transaction ends, without those that another transaction is changing.
 */
export async function lockOpenByMutes(
  executor: Executor,
  mutes: ReadonlyArray<Pick<MuteRow, 'detectorId' | 'service' | 'seriesKey'>>
): Promise<AnomalyRow[]> {
  return executor
    .selectFrom('anomalies')
    .selectAll()
    .where('status', '=', 'open')
    .where((row) =>
      row.or([
        row('mute', 'is not', null),
        ...mutes.map(({ detectorId, service, seriesKey }) =>
          seriesKey === null
            ? row.and([row('detectorId', '=', detectorId), row('service', '=', service)])
            : row('seriesKey', '=', seriesKey)
        ),
      ])
    )
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Anomalies of the same detector that were detected before this one: those of its series first, then the newest. */
export async function listEarlierAnomalies(
  executor: Executor,
  { id, detectorId, seriesKey, detectedAt }: Pick<AnomalyRow, 'id' | 'detectorId' | 'seriesKey' | 'detectedAt'>,
  limit: number
): Promise<AnomalyRow[]> {
  return executor
    .selectFrom('anomalies')
    .selectAll()
    .where('detectorId', '=', detectorId)
    .where('id', '<>', id)
    .where('detectedAt', '<', detectedAt)
    .orderBy((row) => row('seriesKey', '=', seriesKey), 'desc')
    .orderBy('detectedAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export type AnomalyInterval = Pick<AnomalyRow, 'seriesKey' | 'onsetAt' | 'endedAt'>;

/** When the series of a detector were anomalous in the range; what somebody called noise or known does not count. */
export async function listIntervals(
  executor: Executor,
  detectorId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number }
): Promise<AnomalyInterval[]> {
  return executor
    .selectFrom('anomalies')
    .select(['seriesKey', 'onsetAt', 'endedAt'])
    .where('detectorId', '=', detectorId)
    .where('onsetAt', '<=', new Date(toMs))
    .where((row) => row.or([row('endedAt', 'is', null), row('endedAt', '>=', new Date(fromMs))]))
    .where((row) => row.or([row('verdict', 'is', null), row('verdict', '=', 'real')]))
    .execute();
}

/** The newest or the worst first. Throws InvalidCursorError. */
export async function listAnomalies(
  executor: Executor,
  filter: AnomalyFilter,
  { limit, cursor }: PageRequest,
  order: AnomalyOrder = 'detectedAt'
): Promise<Page<Anomaly>> {
  const position = cursor === undefined ? null : decodeCursor(order, cursor);
  const rows = await anomaliesMatching(executor, filter)
    .selectAll()
    .$if(position !== null, (query) => query.where(after(order, position!)))
    .orderBy(order, 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const total = await countAnomalies(executor, filter);
  const positionOf = (row: AnomalyRow): Position => ({ value: row[order], id: row.id });
  return toPage(rows, total, limit, toAnomaly, (row) => encodeCursor(order, positionOf(row)));
}

export async function countAnomalies(executor: Executor, filter: AnomalyFilter): Promise<number> {
  const { total } = await anomaliesMatching(executor, filter)
    .select((expression) => expression.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

export function toAnomaly({ query: _query, peakAt: _peakAt, ...row }: AnomalyRow): Anomaly {
  return {
    ...row,
    onsetAt: row.onsetAt.toISOString(),
    detectedAt: row.detectedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

export function anomaliesMatching(executor: Executor, filter: AnomalyFilter): AnomalyQuery {
  let query: AnomalyQuery = executor.selectFrom('anomalies');
  for (const column of ['status', 'service', 'detectorId', 'kind', 'severity', 'incidentId'] as const) {
    const wanted = filter[column];
    query = wanted === undefined ? query : query.where(column, 'in', [wanted].flat());
  }
  return searched(within(query, filter), filter.q);
}

function within(query: AnomalyQuery, { from, to }: AnomalyFilter): AnomalyQuery {
  return query
    .$if(to !== undefined, (bounded) => bounded.where('onsetAt', '<=', to!))
    .$if(from !== undefined, (bounded) =>
      bounded.where((row) => row.or([row('endedAt', 'is', null), row('endedAt', '>=', from!)]))
    );
}

function searched(query: AnomalyQuery, text: string | undefined): AnomalyQuery {
  if (text === undefined || text === '') {
    return query;
  }
  const pattern = containing(text);
  return query.where((row) =>
    row.or([
      row('service', 'ilike', pattern),
      row('detectorTitle', 'ilike', pattern),
      row('detectorId', 'ilike', pattern),
      row(row.ref('explanation', '->>').key('summary'), 'ilike', pattern),
    ])
  );
}

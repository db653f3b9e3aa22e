import { randomUUID } from 'node:crypto';
import type { VerdictKind, VerdictRecord } from '@vigil/contract';
import type { Executor } from '../database.ts';
import { toText } from '../json.ts';
import type { AnomalyVerdictRow } from '../schema.ts';

export interface NewVerdict {
  anomalyId: string;
  verdict: VerdictKind;
  note: string;
  actor: string;
  at: Date;
}

/** Adds to the history of the anomaly and makes it the one that holds. */
export async function addVerdict(executor: Executor, verdict: NewVerdict): Promise<void> {
  await executor
    .insertInto('anomalyVerdicts')
    .values({ ...verdict, id: randomUUID(), note: toText(verdict.note) })
    .execute();
  await executor
    .updateTable('anomalies')
    .set({ verdict: verdict.verdict })
    .where('id', '=', verdict.anomalyId)
    .execute();
}

/** The newest first. */
export async function listVerdicts(executor: Executor, anomalyId: string): Promise<VerdictRecord[]> {
  const rows = await executor
    .selectFrom('anomalyVerdicts')
    .selectAll()
    .where('anomalyId', '=', anomalyId)
    .orderBy('sequence', 'desc')
    .execute();
  return rows.map(toVerdictRecord);
}

/** Verdicts on all anomalies of a series, the newest first. */
export async function listVerdictsOfSeries(
  executor: Executor,
  seriesKey: string,
  limit: number
): Promise<Array<VerdictRecord & { anomalyId: string }>> {
  const rows = await executor
    .selectFrom('anomalyVerdicts')
    .innerJoin('anomalies', 'anomalies.id', 'anomalyVerdicts.anomalyId')
    .selectAll('anomalyVerdicts')
    .where('anomalies.seriesKey', '=', seriesKey)
    .orderBy('anomalyVerdicts.sequence', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...toVerdictRecord(row), anomalyId: row.anomalyId }));
}

export interface VerdictCount {
  detectorId: string;
  verdict: VerdictKind;
  count: number;
}

/** How anomalies detected since then are judged now, by detector. */
export async function countVerdicts(executor: Executor, since: Date, detectorId?: string): Promise<VerdictCount[]> {
  const rows = await executor
    .selectFrom('anomalies')
    .select((row) => ['detectorId', 'verdict', row.fn.countAll<number>().as('count')])
    .where('verdict', 'is not', null)
    .where('detectedAt', '>=', since)
    .$if(detectorId !== undefined, (query) => query.where('detectorId', '=', detectorId!))
    .groupBy(['detectorId', 'verdict'])
    .execute();
  return rows.flatMap(({ verdict, ...row }) => (verdict === null ? [] : [{ ...row, verdict }]));
}

function toVerdictRecord({ verdict, note, actor, at }: AnomalyVerdictRow): VerdictRecord {
  return { verdict, note, actor, at: at.toISOString() };
}

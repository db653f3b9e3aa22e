import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import type { Executor } from '../database.ts';
import type { NewAnomalyRate, Schema } from '../schema.ts';

/** The length of one recorded bucket. */
export const recordedBucketSeconds = 300;

/** Rows per statement: six parameters each, and PostgreSQL takes 65,535. */
const batchSize = 2000;

/** Adds to what is recorded of the same buckets; in one order, so that replicas that record at once do not block one another. */
export async function addAnomalyRates(executor: Executor, rates: readonly NewAnomalyRate[]): Promise<void> {
  const ordered = rates.toSorted(byKey);
  for (let from = 0; from < ordered.length; from += batchSize) {
    await executor
      .insertInto('anomalyRates')
      .values(ordered.slice(from, from + batchSize))
      .onConflict((conflict) =>
        conflict.columns(['service', 'instance', 'bucketAt']).doUpdateSet({
          scoredSeconds: sql`anomaly_rates.scored_seconds + excluded.scored_seconds`,
          anomalousSeconds: sql`anomaly_rates.anomalous_seconds + excluded.anomalous_seconds`,
          peakScore: sql`greatest(anomaly_rates.peak_score, excluded.peak_score)`,
        })
      )
      .execute();
  }
}

/** Which buckets to read: from inclusive, to exclusive. */
export interface RateFilter {
  from: Date;
  to: Date;
  /** Whole services, or the instances of which they consist. */
  by: 'service' | 'instance';
  service?: string;
}

export interface RateGroup {
  service: string;
  instance: string;
}

export interface RateTotal extends RateGroup {
  scoredSeconds: number;
  anomalousSeconds: number;
  peakScore: number;
  /** The most that was scored in one recorded bucket. */
  fullestBucketSeconds: number;
}

export type RateSlot = Omit<RateTotal, 'fullestBucketSeconds'> & { slot: number };

/** The groups that were anomalous for the largest share first, then by peak score. */
export async function listRateTotals(
  executor: Executor,
  filter: RateFilter,
  limit: number
): Promise<{ totals: RateTotal[]; count: number }> {
  const grouped = matching(executor, filter).groupBy(['service', 'instance']);
  const totals = await grouped
    .select((row) => [
      'service',
      'instance',
      row.fn.sum<number>('scoredSeconds').as('scoredSeconds'),
      row.fn.sum<number>('anomalousSeconds').as('anomalousSeconds'),
      row.fn.max('peakScore').as('peakScore'),
      row.fn.max('scoredSeconds').as('fullestBucketSeconds'),
      sql<number>`count(*) OVER ()`.as('count'),
    ])
    .orderBy(sql`sum(anomalous_seconds) / sum(scored_seconds)`, 'desc')
    .orderBy('peakScore', 'desc')
    .orderBy('service')
    .orderBy('instance')
    .limit(limit)
    .execute();
  return { totals: totals.map(({ count: _count, ...total }) => total), count: totals[0]?.count ?? 0 };
}

/** Slots of `slotSeconds` since the epoch that have a rate, of some services (with all their instances) only. */
export async function listRateSlots(
  executor: Executor,
  filter: RateFilter,
  slotSeconds: number,
  services: readonly string[]
): Promise<RateSlot[]> {
  if (services.length === 0) {
    return [];
  }
  return matching(executor, filter)
    .where('service', 'in', [...services])
    .select((row) => [
      'service',
      'instance',
      slotOf(slotSeconds).as('slot'),
      row.fn.sum<number>('scoredSeconds').as('scoredSeconds'),
      row.fn.sum<number>('anomalousSeconds').as('anomalousSeconds'),
      row.fn.max('peakScore').as('peakScore'),
    ])
    .groupBy(['service', 'instance', sql`3`])
    .execute();
}

export type FleetSlot = Omit<RateTotal, keyof RateGroup> & { slot: number };

/** The same for all services together. */
export async function listFleetSlots(
  executor: Executor,
  filter: Pick<RateFilter, 'from' | 'to' | 'service'>,
  slotSeconds: number
): Promise<FleetSlot[]> {
  const buckets = matching(executor, { ...filter, by: 'service' })
    .select((row) => [
      'bucketAt',
      row.fn.sum<number>('scoredSeconds').as('scoredSeconds'),
      row.fn.sum<number>('anomalousSeconds').as('anomalousSeconds'),
      row.fn.max('peakScore').as('peakScore'),
    ])
    .groupBy('bucketAt');
  return executor
    .selectFrom(buckets.as('buckets'))
    .select((row) => [
      slotOf(slotSeconds).as('slot'),
      row.fn.sum<number>('scoredSeconds').as('scoredSeconds'),
      row.fn.sum<number>('anomalousSeconds').as('anomalousSeconds'),
      row.fn.max('peakScore').as('peakScore'),
      row.fn.max('scoredSeconds').as('fullestBucketSeconds'),
    ])
    .groupBy(sql`1`)
    .execute();
}

/** When the first bucket was recorded that is still kept; null when there is none. */
export async function firstRateAt(executor: Executor): Promise<Date | null> {
  const row = await executor
    .selectFrom('anomalyRates')
    .select('bucketAt')
    .orderBy('bucketAt')
    .limit(1)
    .executeTakeFirst();
  return row?.bucketAt ?? null;
}

type RateQuery = SelectQueryBuilder<Schema, 'anomalyRates', unknown>;

function matching(executor: Executor, { from, to, by, service }: RateFilter): RateQuery {
  return executor
    .selectFrom('anomalyRates')
    .where('bucketAt', '>=', from)
    .where('bucketAt', '<', to)
    .where(isOfScope(by))
    .$if(service !== undefined, (query) => query.where('service', '=', service!));
}

function isOfScope(by: RateFilter['by']) {
  return (row: ExpressionBuilder<Schema, 'anomalyRates'>): Expression<SqlBool> =>
    row('instance', by === 'service' ? '=' : '<>', sql.lit(''));
}

function slotOf(slotSeconds: number) {
  return sql<number>`floor(extract(epoch FROM bucket_at) / ${sql.lit(slotSeconds)})::integer`;
}

function byKey(first: NewAnomalyRate, second: NewAnomalyRate): number {
  return (
    compare(first.service, second.service) ||
    compare(first.instance, second.instance) ||
    new Date(first.bucketAt).getTime() - new Date(second.bucketAt).getTime()
  );
}

function compare(first: string, second: string): number {
  return first < second ? -1 : Number(first > second);
}

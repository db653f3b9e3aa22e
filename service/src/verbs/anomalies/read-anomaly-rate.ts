import type { AnomalyRate, AnomalyRateGroup } from '@vigil/contract';
import {
  firstRateAt,
  listFleetSlots,
  listRateSlots,
  listRateTotals,
  recordedBucketSeconds,
} from '../../storage/repositories/anomaly-rates.ts';
import type { FleetSlot, RateFilter, RateSlot, RateTotal } from '../../storage/repositories/anomaly-rates.ts';
import type { DetectionContext } from '../detection-context.ts';
import { ServiceError } from '../../errors.ts';

export interface AnomalyRateRequest {
  from: Date;
  to: Date;
  by: RateFilter['by'];
  service?: string;
  /** The most buckets to cut the range into. */
  buckets: number;
  /** The most groups to answer with, those that were anomalous for the largest share. */
  limit: number;
}

type Cell = Pick<RateSlot, 'slot' | 'scoredSeconds' | 'anomalousSeconds' | 'peakScore'>;
type Total = Omit<RateTotal, 'service' | 'instance'>;

/** How anomalous the fleet, each service or each instance was over time. Ranges are widened to whole buckets. */
export async function readAnomalyRate(
  { database }: Pick<DetectionContext, 'database'>,
  { from, to, by, service, buckets, limit }: AnomalyRateRequest
): Promise<AnomalyRate> {
  if (from >= to) {
    const message = 'must be later than `from`';
    throw new ServiceError('invalid-request', `to ${message}`, { errors: [{ field: 'to', message }] });
  }
  const bucketSeconds = bucketFor(from, to, buckets);
  const slots = slotsOf(from, to, bucketSeconds);
  const filter = { ...boundsOf(slots, bucketSeconds), by, service };
  const { totals, count } = await listRateTotals(database, filter, limit);
  const services = [...new Set(totals.map((total) => total.service))];
  const cells = Map.groupBy(await listRateSlots(database, filter, bucketSeconds, services), keyOf);
  const fleet = await listFleetSlots(database, filter, bucketSeconds);
  return {
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    bucketSeconds,
    timestampsMs: slots.map((slot) => slot * bucketSeconds * 1000),
    fleet: groupOf(service ?? '', null, slots, fleet, fleetTotal(fleet)),
    groups: totals.map((total) =>
      groupOf(total.service, total.instance === '' ? null : total.instance, slots, cells.get(keyOf(total)) ?? [], total)
    ),
    groupCount: count,
    recordedSince: (await firstRateAt(database))?.toISOString() ?? null,
  };
}

function bucketFor(from: Date, to: Date, buckets: number): number {
  const wantedSeconds = (to.getTime() - from.getTime()) / 1000 / buckets;
  return Math.max(1, Math.ceil(wantedSeconds / recordedBucketSeconds)) * recordedBucketSeconds;
}

function slotsOf(from: Date, to: Date, bucketSeconds: number): number[] {
  const first = Math.floor(from.getTime() / 1000 / bucketSeconds);
  const last = Math.ceil(to.getTime() / 1000 / bucketSeconds);
  return Array.from({ length: last - first }, (_, index) => first + index);
}

function boundsOf(slots: readonly number[], bucketSeconds: number): { from: Date; to: Date } {
  const [first = 0] = slots;
  return {
    from: new Date(first * bucketSeconds * 1000),
    to: new Date((first + slots.length) * bucketSeconds * 1000),
  };
}

function keyOf({ service, instance }: { service: string; instance: string }): string {
  return `${service}\n${instance}`;
}

function fleetTotal(slots: readonly FleetSlot[]): Total {
  const sum = (pick: (slot: FleetSlot) => number): number => slots.reduce((total, slot) => total + pick(slot), 0);
  return {
    scoredSeconds: sum(({ scoredSeconds }) => scoredSeconds),
    anomalousSeconds: sum(({ anomalousSeconds }) => anomalousSeconds),
    peakScore: Math.max(...slots.map(({ peakScore }) => peakScore)),
    fullestBucketSeconds: Math.max(0, ...slots.map(({ fullestBucketSeconds }) => fullestBucketSeconds)),
  };
}

function groupOf(
  service: string,
  instance: string | null,
  slots: readonly number[],
  cells: readonly Cell[],
  total: Total
): AnomalyRateGroup {
  const cellAt = new Map(cells.map((cell) => [cell.slot, cell]));
  const isEmpty = total.scoredSeconds === 0;
  return {
    service,
    instance,
    seriesCount: Math.round(total.fullestBucketSeconds / recordedBucketSeconds),
    meanShare: isEmpty ? null : shareOf(total),
    peakScore: isEmpty ? null : roundTo(total.peakScore, 2),
    shares: slots.map((slot) => mapCell(cellAt.get(slot), shareOf)),
    peakScores: slots.map((slot) => mapCell(cellAt.get(slot), ({ peakScore }) => roundTo(peakScore, 2))),
  };
}

function mapCell(cell: Cell | undefined, read: (cell: Cell) => number): number | null {
  return cell === undefined ? null : read(cell);
}

function shareOf({ scoredSeconds, anomalousSeconds }: Pick<Cell, 'scoredSeconds' | 'anomalousSeconds'>): number {
  return roundTo(anomalousSeconds / scoredSeconds, 4);
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

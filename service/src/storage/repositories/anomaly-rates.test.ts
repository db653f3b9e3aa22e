import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '../../../test/engines.ts';
import { openDatabase } from '../database.ts';
import type { OpenedDatabase } from '../database.ts';
import { addAnomalyRates, firstRateAt, listFleetSlots, listRateSlots, listRateTotals } from './anomaly-rates.ts';

const from = new Date('2026-03-02T10:00:00.000Z');
const to = new Date('2026-03-02T11:00:00.000Z');

function rate(service: string, instance: string, minute: number, anomalousSeconds: number, peakScore: number) {
  const bucketAt = new Date(from.getTime() + minute * 60_000);
  return { service, instance, bucketAt, scoredSeconds: 600, anomalousSeconds, peakScore };
}

describeOnEachEngine('anomaly rates', (engine) => {
  let opened: OpenedDatabase;

  beforeAll(async () => {
    opened = await openDatabase(await engine.newLocation());
    expect(await firstRateAt(opened.database)).toBeNull();
    await addAnomalyRates(opened.database, [
      rate('payments', '', 0, 300, 4),
      rate('payments', 'a', 0, 300, 4),
      rate('payments', 'b', 0, 0, 0.5),
      rate('payments', '', 5, 0, 0.4),
      rate('orders', '', 0, 60, 9),
      rate('orders', '', 60, 600, 9),
    ]);
    await addAnomalyRates(opened.database, [rate('payments', '', 0, 600, 2)]);
  }, 60_000);
  afterAll(() => opened.close());

  it('add up, and rank services by the share of time', async () => {
    const { totals, count } = await listRateTotals(opened.database, { from, to, by: 'service' }, 10);
    expect(totals).toEqual([
      {
        service: 'payments',
        instance: '',
        scoredSeconds: 1800,
        anomalousSeconds: 900,
        peakScore: 4,
        fullestBucketSeconds: 1200,
      },
      {
        service: 'orders',
        instance: '',
        scoredSeconds: 600,
        anomalousSeconds: 60,
        peakScore: 9,
        fullestBucketSeconds: 600,
      },
    ]);
    expect(count).toBe(2);
  });

  it('tell how many groups there are when fewer are asked for', async () => {
    const { totals, count } = await listRateTotals(opened.database, { from, to, by: 'service' }, 1);
    expect([totals.length, count]).toEqual([1, 2]);
  });

  it('are merged into longer slots', async () => {
    const [slot, ...others] = await listRateSlots(opened.database, { from, to, by: 'service' }, 3600, ['payments']);
    expect(slot).toMatchObject({ slot: from.getTime() / 3_600_000, anomalousSeconds: 900, peakScore: 4 });
    expect(others).toEqual([]);
    const instances = await listRateSlots(opened.database, { from, to, by: 'instance' }, 3600, ['payments']);
    expect(instances.map(({ instance }) => instance).toSorted()).toEqual(['a', 'b']);
    const fleet = await listFleetSlots(opened.database, { from, to }, 3600);
    expect(fleet).toEqual([
      {
        slot: from.getTime() / 3_600_000,
        scoredSeconds: 2400,
        anomalousSeconds: 960,
        peakScore: 9,
        fullestBucketSeconds: 1800,
      },
    ]);
  });

  it('are none where nothing was recorded', async () => {
    const earlier = { from: new Date('2026-03-01T00:00:00.000Z'), to: from };
    expect(await listRateTotals(opened.database, { ...earlier, by: 'service' }, 10)).toEqual({ totals: [], count: 0 });
    expect(await listFleetSlots(opened.database, earlier, 300)).toEqual([]);
    expect(await listRateSlots(opened.database, { from, to, by: 'service' }, 300, [])).toEqual([]);
    expect(await firstRateAt(opened.database)).toEqual(from);
  });
});

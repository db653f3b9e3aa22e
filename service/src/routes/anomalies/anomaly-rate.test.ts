import type { AnomalyRate } from '@vigil/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { authorization } from '../../../test/sign-identity.ts';
import { anomalyOverviewRoutes } from './overview.ts';
import { addAnomalyRates } from '../../storage/repositories/anomaly-rates.ts';

let service: TestService;
const from = '2026-03-02T10:00:00.000Z';
const to = '2026-03-02T10:20:00.000Z';

function rate(name: string, instance: string, minute: number, anomalousSeconds: number, peakScore: number) {
  const bucketAt = new Date(Date.parse(from) + minute * 60_000);
  return { service: name, instance, bucketAt, scoredSeconds: 600, anomalousSeconds, peakScore };
}

beforeAll(async () => {
  service = await startTestService({ routesOf: anomalyOverviewRoutes });
}, 60_000);
afterAll(() => service.close());

async function ask(query: string): Promise<{ status: number; body: AnomalyRate }> {
  const headers = { authorization: await authorization(service.clock.now(), { role: 'Viewer' }) };
  const response = await service.app.inject({ method: 'GET', url: `/api/v1/anomalies/rate?${query}`, headers });
  return { status: response.statusCode, body: response.json() };
}

describe('the anomaly rate', () => {
  it('has no groups and no rates before anything was scored', async () => {
    const { body } = await ask(`from=${from}&to=${to}`);
    expect(body).toMatchObject({ groups: [], groupCount: 0, recordedSince: null });
    expect(body.fleet).toMatchObject({
      seriesCount: 0,
      meanShare: null,
      peakScore: null,
      shares: [null, null, null, null],
    });
  });

  it('is the share of series over time, by service and of all together', async () => {
    await addAnomalyRates(service.context.database, [
      rate('payments', '', 0, 300, 4.123),
      rate('payments', '', 10, 0, 0.5),
      rate('payments', 'a', 0, 300, 4.123),
      rate('payments', 'b', 0, 0, 0.5),
      rate('orders', '', 0, 0, 0.5),
    ]);
    const { body } = await ask(`from=${from}&to=${to}`);
    expect(body).toMatchObject({ bucketSeconds: 300, groupCount: 2, recordedSince: from });
    expect(body.timestampsMs.map((atMs) => (atMs - Date.parse(from)) / 60_000)).toEqual([0, 5, 10, 15]);
    expect(body.groups).toEqual([
      {
        service: 'payments',
        instance: null,
        seriesCount: 2,
        meanShare: 0.25,
        peakScore: 4.12,
        shares: [0.5, null, 0, null],
        peakScores: [4.12, null, 0.5, null],
      },
      expect.objectContaining({ service: 'orders', meanShare: 0 }),
    ]);
    expect(body.fleet).toMatchObject({ seriesCount: 4, shares: [0.25, null, 0, null], peakScore: 4.12 });
  });

  it('tells the instances of a service apart', async () => {
    const { body } = await ask(`from=${from}&to=${to}&by=instance&service=payments`);
    expect(body.groups.map(({ instance, meanShare }) => [instance, meanShare])).toEqual([
      ['a', 0.5],
      ['b', 0],
    ]);
    expect(body.fleet).toMatchObject({ service: 'payments', shares: [0.5, null, 0, null] });
  });

  it('widens the range to whole buckets, and cuts groups to the limit', async () => {
    const { body } = await ask(`from=2026-03-02T10:01:00.000Z&to=2026-03-02T10:19:00.000Z&buckets=2&limit=1`);
    expect(body).toMatchObject({ from, to, bucketSeconds: 600, groupCount: 2 });
    expect(body.groups).toHaveLength(1);
    expect(body.groups[0]?.shares).toEqual([0.5, 0]);
  });

  it.each([
    [`from=${to}&to=${from}`, 'to'],
    [`from=${from}`, 'to'],
    [`from=${from}&to=${to}&buckets=0`, 'buckets'],
    [`from=${from}&to=${to}&by=pod`, 'by'],
  ])('is refused for %s', async (query, field) => {
    expect(await ask(query)).toMatchObject({ status: 400, body: { field } });
  });
});

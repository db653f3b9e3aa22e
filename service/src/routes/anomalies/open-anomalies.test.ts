import type { OpenAnomalyPage, Role } from '@vigil/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newAnomaly } from '../../../test/anomalies.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { authorization } from '../../../test/sign-identity.ts';
import { anomalyOverviewRoutes } from './overview.ts';
import { insertAnomaly } from '../../storage/repositories/anomalies.ts';
import { toJson } from '../../storage/json.ts';
import type { NewAnomaly } from '../../storage/schema.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({
    routesOf: anomalyOverviewRoutes,
    callGraph: () => [
      { caller: 'gateway', callee: 'orders', calls: 1, errors: 0 },
      { caller: 'orders', callee: 'payments', calls: 1, errors: 0 },
      { caller: 'payments', callee: 'gateway', calls: 1, errors: 0 },
      { caller: 'batch', callee: 'payments', calls: 1, errors: 0 },
    ],
  });
}, 60_000);
afterAll(() => service.close());
beforeEach(() => emptyDatabase(service.context));

async function ask(query = '', role: Role = 'Viewer'): Promise<{ status: number; body: OpenAnomalyPage }> {
  const headers = { authorization: await authorization(service.clock.now(), { role }) };
  const response = await service.app.inject({ method: 'GET', url: `/api/v1/anomalies/open${query}`, headers });
  return { status: response.statusCode, body: response.json() };
}

async function open(id: string, changes: Partial<NewAnomaly> = {}): Promise<void> {
  const detectedAt = service.clock.now();
  await insertAnomaly(
    service.context.database,
    newAnomaly({ id, seriesKey: id, detectedAt, agreed: false, ...changes })
  );
}

const idsOf = ({ items }: OpenAnomalyPage) => items.map(({ id }) => id);

describe('open anomalies', () => {
  it('come with the most urgent first, closed ones not at all', async () => {
    await open('slow');
    await open('worst', { severity: 'critical', agreed: true, lastScore: 9 });
    await open('agreed', { agreed: true });
    await open('over', { severity: 'critical', status: 'closed', endedAt: service.clock.now() });
    const { body } = await ask();
    expect(idsOf(body)).toEqual(['worst', 'agreed', 'slow']);
    expect(body).toMatchObject({ total: 3, openCount: 3, nextCursor: null });
    expect(body.items[0]).toMatchObject({ openInService: 3, callers: 3, explanation: { summary: 'slow' } });
  });

  it('count what each filter would leave, with the other filters kept', async () => {
    await open('a', { service: 'payments', severity: 'critical' });
    await open('b', { service: 'payments' });
    await open('c', { service: 'orders', detectorId: 'errors', detectorTitle: 'Error ratio', kind: 'errors' });
    const { facets, total, openCount } = (await ask('?service=payments')).body;
    expect([total, openCount]).toEqual([2, 3]);
    expect(facets.service).toEqual([
      { value: 'payments', text: 'payments', count: 2 },
      { value: 'orders', text: 'orders', count: 1 },
    ]);
    expect(facets.severity.map(({ value, count }) => [value, count])).toEqual([
      ['critical', 1],
      ['high', 1],
    ]);
    expect(facets.detectorId).toEqual([{ value: 'latency', text: 'Latency p99', count: 2 }]);
    expect(facets.mute).toEqual([{ value: 'active', text: 'active', count: 2 }]);
  });

  it('leave muted ones to the end, and can be only them', async () => {
    const mute = { id: 'm', reason: 'known', actor: 'editor', until: '2026-03-03T10:00:00.000Z' };
    await open('muted', { severity: 'critical', lastScore: 50, mute: toJson(mute) });
    await open('loud');
    expect(idsOf((await ask()).body)).toEqual(['loud', 'muted']);
    const only = (await ask('?mute=muted')).body;
    expect(only.items).toMatchObject([{ id: 'muted', mute }]);
  });

  it('are searched, sorted and paged on the server', async () => {
    for (const [index, score] of [3, 1, 2].entries()) {
      await open(`a${index}`, { lastScore: score });
    }
    await open('other', { explanation: toJson({ summary: 'disk', model: '', confidence: 1, features: [] }) });
    expect(idsOf((await ask('?q=DISK')).body)).toEqual(['other']);
    expect((await ask('?q=DISK')).body.openCount).toBe(4);
    const first = (await ask('?sort=lastScore&limit=2&q=slow')).body;
    expect(idsOf(first)).toEqual(['a0', 'a2']);
    const second = (await ask(`?sort=lastScore&limit=2&q=slow&cursor=${first.nextCursor}`)).body;
    expect(idsOf(second)).toEqual(['a1']);
    expect(second).toMatchObject({ total: 3, nextCursor: null });
    expect((await ask(`?sort=rank&cursor=${first.nextCursor}`)).status).toBe(400);
  });

  it('are an empty page when nothing is open', async () => {
    expect((await ask()).body).toMatchObject({ items: [], total: 0, openCount: 0, facets: { service: [] } });
  });

  it.each(['?severity=loud', '?mute=yes', '?sort=name', '?cursor=nonsense', '?limit=0'])(
    'are refused for %s',
    async (query) => {
      const { status, body } = await ask(query);
      expect([status, body]).toMatchObject([400, { field: /\?(\w+)=/.exec(query)?.[1] }]);
    }
  );
});

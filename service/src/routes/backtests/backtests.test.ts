import type { Role } from '@vigil/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { detector, noise } from '../../../test/detection-harness.ts';
import { defaultDetectionSettings } from '../../../test/detection-settings.ts';
import { fakeMetrics } from '../../../test/fake-metrics.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { authorization } from '../../../test/sign-identity.ts';
import { createDetectorCatalog } from '../../detection/detector-catalog.ts';
import { insertIncident } from '../../storage/repositories/incidents.ts';
import type { BacktestContext } from '../../verbs/backtests/backtest-context.ts';
import { performBacktest } from '../../verbs/backtests/perform-backtest.ts';
import { backtestRoutes } from './index.ts';

const hourMs = 3_600_000;
const metrics = fakeMetrics();
const stepSeconds = 600;
const latency = { ...detector('latency', 'latency'), stepSeconds };
const goesOn = new AbortController().signal;
let service: TestService;
let context: BacktestContext;
let faultMs: number;

beforeAll(async () => {
  const catalog = createDetectorCatalog(metrics, { ...defaultDetectionSettings, custom: [latency] });
  service = await startTestService({
    routesOf: (whole) => {
      context = { ...whole, catalog, telemetry: { metrics, logs: null, traces: null, grafana: null } };
      return backtestRoutes(context);
    },
  });
  faultMs = service.clock.now().getTime() - 12 * hourMs;
}, 120_000);
afterAll(() => service.close());

beforeEach(async () => {
  metrics.isDown = false;
  const isBroken = (atMs: number): boolean => atMs >= faultMs && atMs < faultMs + hourMs;
  const valueAt = (atMs: number): number => (isBroken(atMs) ? 5 : 1) * (1 + 0.1 * noise(atMs));
  metrics.queries.set('latency', [{ labels: { service: 'payments' }, valueAt }]);
  await emptyDatabase(service.context);
});

async function ask(method: 'GET' | 'POST', path: string, payload?: object, role: Role = 'Editor') {
  const headers = { authorization: await authorization(service.clock.now(), { role }) };
  const response = await service.app.inject({ method, url: `/api/v1/backtests${path}`, payload, headers });
  return { status: response.statusCode, body: response.json() };
}

it('replays a detector and holds it against the incidents that are known', async () => {
  const openedAt = new Date(faultMs + hourMs / 2);
  await insertIncident(service.context.database, {
    id: 'known',
    title: 'Payments are slow',
    status: 'resolved',
    severity: 'critical',
    service: 'payments',
    openedAt,
    startedAt: openedAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: new Date(faultMs + hourMs),
    resolvedBy: 'ada',
    resolution: 'fixed',
    suspects: '[]',
    investigationId: null,
    isTest: false,
    lastActivityAt: openedAt,
    quietSince: null,
  });
  const queued = await ask('POST', '', { detectorId: 'latency', days: 1 });
  expect(queued).toMatchObject({
    status: 202,
    body: { status: 'queued', progress: 0, createdBy: 'editor', result: null },
  });
  expect(service.queue.sent.at(-1)).toEqual({ job: 'backtest', payload: { backtestId: queued.body.id } });
  await performBacktest(context, queued.body.id, goesOn);
  const { body } = await ask('GET', `/${queued.body.id}`, undefined, 'Viewer');
  expect(body).toMatchObject({ status: 'done', progress: 1, result: { seriesReplayed: 1 } });
  const level = body.result.levels.find(({ sensitivity }: { sensitivity: number }) => sensitivity === 1);
  expect(level).toMatchObject({ fireCount: 1, noisePerWeek: 0, missedIncidentIds: [] });
  expect(level.caught[0]).toMatchObject({ incidentId: 'known' });
  expect(level.caught[0].leadSeconds).toBeGreaterThan(0);
}, 60_000);

it('replays a draft that nobody has saved', async () => {
  const draft = { ...latency, id: 'draft', title: 'A draft' };
  const { status, body } = await ask('POST', '', { definition: draft, days: 1 });
  expect({ status, title: body.title }).toEqual({ status: 202, title: 'A draft' });
});

it.each([
  [{}, 400, 'body'],
  [{ detectorId: 'latency', days: 31 }, 400, 'days'],
  [{ detectorId: 'nope' }, 404, undefined],
  [
    { definition: { ...latency, options: { ...latency.options, minSamples: 0 } } },
    400,
    'definition.options.minSamples',
  ],
])('is refused for %j', async (payload, status, field) => {
  const answer = await ask('POST', '', payload);
  expect(answer.status).toBe(status);
  expect(answer.body.field).toBe(field);
});

it('is for editors to start and stop', async () => {
  expect((await ask('POST', '', { detectorId: 'latency' }, 'Viewer')).status).toBe(403);
  const { body } = await ask('POST', '', { detectorId: 'latency', days: 1 });
  expect((await ask('POST', `/${body.id}/cancel`, undefined, 'Viewer')).status).toBe(403);
  expect(await ask('POST', `/${body.id}/cancel`)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  expect((await ask('POST', `/${body.id}/cancel`)).status).toBe(409);
  await performBacktest(context, body.id, goesOn);
  expect((await ask('GET', `/${body.id}`)).body).toMatchObject({ status: 'cancelled', message: 'cancelled by editor' });
  expect((await ask('GET', '/nope')).status).toBe(404);
});

it('stops while it runs when somebody cancels it', async () => {
  metrics.queries.set(
    'latency',
    Array.from({ length: 40 }, (_, index) => ({
      labels: { service: `s${index}` },
      valueAt: (atMs: number) => noise(atMs),
    }))
  );
  const { body } = await ask('POST', '', { detectorId: 'latency', days: 30 });
  const running = performBacktest(context, body.id, goesOn);
  await ask('POST', `/${body.id}/cancel`);
  await running;
  expect((await ask('GET', `/${body.id}`)).body).toMatchObject({ status: 'cancelled', result: null });
}, 60_000);

it('says why it failed', async () => {
  const { body } = await ask('POST', '', { detectorId: 'latency', days: 1 });
  metrics.isDown = true;
  await performBacktest(context, body.id, goesOn);
  expect((await ask('GET', `/${body.id}`)).body).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('cannot be reached'),
  });
});

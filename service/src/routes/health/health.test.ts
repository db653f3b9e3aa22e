import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { authorization } from '../../../test/sign-identity.ts';
import type { HealthProbe, ProbeResult } from '../../verbs/status/health-monitor.ts';

const answers: ProbeResult = { state: 'ok', message: 'answers' };
let logs: () => Promise<ProbeResult>;
let database: () => Promise<ProbeResult>;
const probes: HealthProbe[] = [
  { name: 'database', check: () => database() },
  { name: 'logs', check: () => logs() },
];
let service: TestService;

beforeAll(async () => {
  service = await startTestService({ probes });
});
afterAll(() => service.close());
beforeEach(() => {
  database = async () => answers;
  logs = async () => answers;
});

async function health() {
  const answer = await service.app.inject({ url: '/health' });
  return { status: answer.statusCode, body: answer.json() };
}

it('is ok when everything that is configured is', async () => {
  logs = async () => ({ state: 'not-configured', message: 'set LOKI_URL' });
  expect(await health()).toMatchObject({ status: 200, body: { status: 'ok' } });
});

it('is degraded, but alive, without a telemetry source, and says which and since when', async () => {
  await health();
  service.clock.advanceSeconds(60);
  const downSince = service.clock.now().toISOString();
  logs = async () => Promise.reject(new Error('http://loki:3100 cannot be reached'));
  await health();
  service.clock.advanceSeconds(60);
  const { status, body } = await health();
  expect(status).toBe(200);
  expect(body.status).toBe('degraded');
  expect(body.components[1]).toEqual({
    name: 'logs',
    state: 'down',
    since: downSince,
    message: 'http://loki:3100 cannot be reached',
    latencyMs: null,
  });
  logs = async () => answers;
  expect((await health()).body.components[1]).toMatchObject({ state: 'ok', since: service.clock.now().toISOString() });
});

it('is down without its database', async () => {
  database = async () => Promise.reject(new Error('connection refused'));
  expect(await health()).toMatchObject({ status: 503, body: { status: 'down' } });
});

it('answers while a dependency hangs', async () => {
  logs = () => new Promise(() => undefined);
  const startedMs = performance.now();
  const { body } = await health();
  expect(performance.now() - startedMs).toBeLessThan(1_500);
  expect(body.components[1]).toMatchObject({ state: 'down', message: 'no answer within 200 ms' });
});

it('believes a component that knows since when', async () => {
  const since = new Date('2026-03-01T00:00:00.000Z');
  logs = async () => ({ state: 'down', message: 'down', since });
  expect((await health()).body.components[1].since).toBe('2026-03-01T00:00:00.000Z');
});

it('really asks the database and the queue', async () => {
  const real = await startTestService();
  expect((await real.app.inject({ url: '/health' })).json()).toMatchObject({ status: 'ok' });
  await real.opened.close();
  const answer = await real.app.inject({ url: '/health' });
  expect(answer.statusCode).toBe(503);
  expect(answer.json().components[0]).toMatchObject({ name: 'database', state: 'down' });
  await real.app.close();
});

it('is the same for the plugin, who must say who asks', async () => {
  expect((await service.app.inject({ url: '/api/v1/status' })).statusCode).toBe(401);
  const headers = { authorization: await authorization(service.clock.now(), { role: 'Viewer' }) };
  const answer = await service.app.inject({ url: '/api/v1/status', headers });
  expect(answer.json()).toEqual((await health()).body);
});

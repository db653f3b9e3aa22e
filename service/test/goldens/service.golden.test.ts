import {
  alertmanagerNotification,
  grafanaNotification,
  incidentDetail,
  incidentPage,
  intakeReceipt,
  problem,
  serviceStatus,
} from '@vigil/contract';
import type { z } from 'zod';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { HealthProbe, ProbeResult } from '../../src/verbs/status/health-monitor.ts';
import { expectGolden, expectGoldenInput } from '../golden.ts';
import { alertmanagerBody, brokenRuleAlert, grafanaBody, sendAlerts, sendGrafana } from '../notifications.ts';
import { emptyDatabase, startTestService } from '../service-harness.ts';
import type { TestService } from '../service-harness.ts';
import { authorization } from '../sign-identity.ts';
import { withStableIds } from './stable-ids.ts';

const answers = { state: 'ok', message: 'answers' } as const;
const logs: { now: ProbeResult } = { now: answers };
const probes: HealthProbe[] = (['database', 'queue', 'metrics', 'traces', 'scoring'] as const).map((name) => ({
  name,
  check: () => Promise.resolve(answers),
}));
probes.splice(3, 0, { name: 'logs', check: () => Promise.resolve(logs.now) });
let service: TestService;

beforeAll(async () => {
  service = await startTestService({
    probes,
    callGraph: () => [{ caller: 'gateway', callee: 'orders', calls: 412, errors: 37 }],
  });
}, 60_000);
afterAll(() => service.close());
beforeEach(() => emptyDatabase(service.context));

async function get(url: string) {
  const answer = await service.app.inject({
    url,
    headers: { authorization: await authorization(service.clock.now()) },
  });
  return answer.json();
}

async function post(url: string, payload: object) {
  const headers = { authorization: await authorization(service.clock.now()) };
  return service.app.inject({ method: 'POST', url, payload, headers });
}

function expectStable(name: string, schema: z.ZodType, answer: unknown): void {
  expectGolden(name, schema, withStableIds(answer));
}

it('says how the service is', async () => {
  const ok = await get('/api/v1/status');
  expectGolden('service-status.ok', serviceStatus, withoutLatency(ok));
  service.clock.advanceSeconds(60);
  logs.now = { state: 'down', message: 'http://loki:3100/loki/api/v1/labels cannot be reached (ECONNREFUSED).' };
  const degraded = await get('/api/v1/status');
  logs.now = answers;
  expectGolden('service-status.degraded', serviceStatus, withoutLatency(degraded));
});

it('says what is wrong with a request', async () => {
  expectGolden('problem.validation', problem, await get('/api/v1/incidents?status=closed'));
  const anonymous = await service.app.inject({ url: '/api/v1/incidents' });
  expectGolden('problem.unauthorized', problem, anonymous.json());
});

it('takes in notifications as senders write them', async () => {
  const { notification_reason, routeLabels, ...v025 } = alertmanagerBody();
  expect({ notification_reason, routeLabels }).toEqual({ notification_reason: 'firing_alerts_added', routeLabels: {} });
  expectGoldenInput('alertmanager-notification.firing', alertmanagerNotification, alertmanagerBody());
  expectGoldenInput('alertmanager-notification.v025', alertmanagerNotification, v025);
  const noData = grafanaBody([brokenRuleAlert('DatasourceNoData')]);
  expectGoldenInput('grafana-notification.firing', grafanaNotification, grafanaBody());
  expectGoldenInput('grafana-notification.no-data', grafanaNotification, noData);
  const accepted = await sendAlerts(service.app, alertmanagerBody());
  expectStable('intake-receipt.accepted', intakeReceipt, accepted.json());
  expect((await sendAlerts(service.app, v025)).json()).toMatchObject({ accepted: 0, duplicates: 1 });
  const fromGrafana = await sendGrafana(service.app, noData, service.clock.now());
  expect(fromGrafana.statusCode).toBe(200);
});

it('lists incidents and shows one from start to end', async () => {
  expectGolden('incident-page.empty', incidentPage, await get('/api/v1/incidents'));
  const { incidentIds } = (await sendAlerts(service.app, alertmanagerBody())).json();
  service.clock.advanceSeconds(30);
  const gateway = { alertname: 'SlowRequests', service: 'gateway', severity: 'critical' };
  const neighbour = { labels: gateway, fingerprint: '77aa', startsAt: '2026-03-02T10:00:10.000Z' };
  await sendAlerts(service.app, alertmanagerBody([{}, neighbour]));
  service.clock.advanceSeconds(30);
  const catalog = { alertname: 'CacheCollapse', service: 'catalog' };
  await sendAlerts(service.app, alertmanagerBody([{ labels: catalog, fingerprint: '99cc' }]));
  expectStable('incident-page.two-open', incidentPage, renumbered(await get('/api/v1/incidents')));

  await post(`/api/v1/incidents/${incidentIds[0]}/acknowledge`, {});
  service.clock.advanceSeconds(120);
  await post(`/api/v1/incidents/${incidentIds[0]}/comment`, { comment: 'Rolled back to 1.4.2.' });
  const resolved = { status: 'resolved', endsAt: '2026-03-02T10:03:00.000Z' } as const;
  await sendAlerts(service.app, alertmanagerBody([resolved, { ...neighbour, ...resolved }]));
  service.clock.advanceSeconds(60);
  const body = { reason: 'fixed', comment: 'The deploy of 09:57 was bad.' };
  const detail = (await post(`/api/v1/incidents/${incidentIds[0]}/resolve`, body)).json();
  expectStable('incident-detail.resolved', incidentDetail, { ...detail, number: 1 });
});

/** The numbers go on from test to test. */
function renumbered(page: z.infer<typeof incidentPage>) {
  return { ...page, items: page.items.map((item, index) => ({ ...item, number: page.items.length - index })) };
}

function withoutLatency(status: z.infer<typeof serviceStatus>) {
  const components = status.components.map((one) => ({ ...one, latencyMs: one.latencyMs === null ? null : 1 }));
  return { ...status, components };
}

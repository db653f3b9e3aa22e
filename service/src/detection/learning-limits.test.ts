import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newAnomaly } from '../../test/anomalies.ts';
import { detector } from '../../test/detection-harness.ts';
import { fakeMetrics } from '../../test/fake-metrics.ts';
import type { FakeMetrics } from '../../test/fake-metrics.ts';
import { emptyDatabase, startTestService } from '../../test/service-harness.ts';
import type { TestService } from '../../test/service-harness.ts';
import { insertAnomaly } from '../storage/repositories/anomalies.ts';
import { addVerdict } from '../storage/repositories/verdicts.ts';
import { insertIncident } from '../storage/repositories/incidents.ts';
import { giveVerdict } from '../verbs/feedback/give-verdict.ts';
import { createDeployWindows } from './deploy-windows.ts';
import { readLearningLimits } from './learning-limits.ts';

const versionsQuery = 'count by (service, version) ({__name__=~".*build_info",service!="",version!=""})';
const latency = detector('latency', 'latency');
let service: TestService;
let metrics: FakeMetrics;

beforeAll(async () => {
  service = await startTestService();
}, 60_000);
afterAll(() => service.close());
beforeEach(async () => {
  metrics = fakeMetrics();
  await emptyDatabase(service.context);
  await service.context.database.deleteFrom('acceptedLevels').execute();
});

const nowMs = () => service.clock.now().getTime();
const minutesAgo = (minutes: number) => new Date(nowMs() - minutes * 60_000);
const limits = () => readLearningLimits(service.context.database, createDeployWindows(metrics), latency, nowMs());
const reasons = async () => (await limits()).masksOf('payments').map(({ reason }) => reason);

async function ended(verdict: 'real' | 'noise' | 'known' | null, incidentId: string | null = null): Promise<string> {
  const row = newAnomaly({ status: 'closed', onsetAt: minutesAgo(60), endedAt: minutesAgo(30), incidentId });
  await insertAnomaly(service.context.database, row);
  if (verdict !== null) {
    const at = service.clock.now();
    await addVerdict(service.context.database, { anomalyId: row.id, verdict, note: '', actor: 'ada', at });
  }
  return row.id;
}

async function incident(): Promise<string> {
  const at = minutesAgo(60);
  const { id } = await insertIncident(service.context.database, {
    id: 'incident',
    number: 7,
    title: 'slow',
    status: 'open',
    severity: 'high',
    service: 'payments',
    openedAt: at,
    startedAt: at,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    suspects: '[]',
    investigationId: null,
    isTest: false,
    lastActivityAt: at,
    quietSince: null,
  });
  return id;
}

describe('what must not be learned', () => {
  it('is what somebody called real, whether it was in an incident or not', async () => {
    await ended('real');
    expect(await reasons()).toEqual(['verdict real: Latency p99']);
    const [mask] = (await limits()).masksOf('payments');
    expect(mask).toMatchObject({ fromMs: minutesAgo(60).getTime(), toMs: minutesAgo(30).getTime() });
    expect((await limits()).masksOf('orders')).toEqual([]);
  });

  it('is what was in an incident, unless somebody called it noise or known', async () => {
    const incidentId = await incident();
    await ended('noise', incidentId);
    await ended('known', incidentId);
    expect(await reasons()).toEqual([]);
    await ended(null, incidentId);
    expect(await reasons()).toEqual(['incident 7']);
  });

  it('is the time right after a deployment', async () => {
    const deployedMs = minutesAgo(120).getTime();
    const running = (version: string, isRunning: (atMs: number) => boolean) => ({
      labels: { service: 'payments', version },
      valueAt: (atMs: number) => (isRunning(atMs) ? 1 : undefined),
    });
    metrics.queries.set(versionsQuery, [
      running('1.4', (atMs) => atMs < deployedMs),
      running('1.5', (atMs) => atMs >= deployedMs),
    ]);
    expect((await limits()).masksOf('payments')).toEqual([
      { fromMs: deployedMs, toMs: deployedMs + 600_000, reason: 'deploy: version 1.4 became 1.5' },
    ]);
    metrics.isDown = true;
    expect((await limits()).masksOf('payments')).toEqual([]);
  });
});

it('learns a level that somebody accepted from when the series came to it', async () => {
  const id = await ended(null);
  await giveVerdict(service.context, id, 'ada', { verdict: 'known' });
  expect((await limits()).acceptedOf('latency{service="payments"}')).toEqual([{ fromMs: minutesAgo(60).getTime() }]);
  expect((await limits()).acceptedOf('latency{service="orders"}')).toEqual([]);
});

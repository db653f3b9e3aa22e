import { jointMovement } from '@vigil/contract';
import type { JointMovement } from '@vigil/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultDetectionSettings } from './detection-settings.ts';
import { detector, noise } from './detection-harness.ts';
import { fakeMetrics } from './fake-metrics.ts';
import type { FakeMetrics } from './fake-metrics.ts';
import { expectGolden } from './golden.ts';
import { startTestService } from './service-harness.ts';
import type { TestService } from './service-harness.ts';
import { authorization } from './sign-identity.ts';
import { createDetectorCatalog } from '../src/detection/detector-catalog.ts';
import { createScoringStatus } from '../src/detection/scoring-status.ts';
import { jointRoutes } from '../src/routes/joint/index.ts';
import { saveSeriesStates } from '../src/storage/repositories/series-state.ts';
import { ofService } from '../src/telemetry/of-service.ts';

const HOUR_MS = 3_600_000;
const faultMs = Date.UTC(2026, 0, 12, 11, 30);
const metricIds = ['requests', 'cpu', 'latency'];

let service: TestService;
let metrics: FakeMetrics;

/** Requests go up and down, the processor with them; in the fault it stays idle at ordinary load. Latency is only noise. */
const valueAt: Record<string, (atMs: number) => number> = {
  requests: (atMs) => 100 + 40 * Math.sin(atMs / 2e6) + 4 * noise(atMs),
  cpu: (atMs) => (atMs >= faultMs ? 0.6 : 1 + 0.4 * Math.sin(atMs / 2e6)) + 0.04 * noise(atMs + 7),
  latency: (atMs) => 0.2 + 0.02 * noise(atMs + 13),
};

beforeAll(async () => {
  metrics = fakeMetrics();
  for (const id of metricIds) {
    metrics.queries.set(ofService(id, 'service', 'shop'), [{ labels: { service: 'shop' }, valueAt: valueAt[id]! }]);
  }
  const custom = metricIds.map((id) => detector(id, 'custom'));
  const catalog = createDetectorCatalog(metrics, { ...defaultDetectionSettings, custom });
  service = await startTestService({
    routesOf: (context) =>
      jointRoutes({
        ...context,
        telemetry: { metrics, logs: null, traces: null, grafana: null },
        catalog,
        scoring: createScoringStatus(() => context.clock.now()),
        scoreRange: null,
      }),
  });
  await saveSeriesStates(
    service.context.database,
    metricIds.map((detectorId) => ({
      seriesKey: `${detectorId}{service="shop"}`,
      detectorId,
      service: 'shop',
      labels: JSON.stringify({ service: 'shop' }),
      lastTimestamp: null,
      lastScore: null,
      lastValue: null,
    }))
  );
}, 60_000);
afterAll(() => service.close());

async function read(name: string, fromMs: number, toMs: number): Promise<{ status: number; body: JointMovement }> {
  const [from, to] = [fromMs, toMs].map((atMs) => new Date(atMs).toISOString());
  const response = await service.app.inject({
    url: `/api/v1/joint?${new URLSearchParams({ service: name, from: from!, to: to! }).toString()}`,
    headers: { authorization: await authorization(service.clock.now(), { role: 'Viewer' }) },
  });
  return { status: response.statusCode, body: response.json() };
}

it('finds that metrics part which usually move together, and names those', async () => {
  const { body } = await read('shop', faultMs - HOUR_MS, faultMs + 15 * 60_000);
  const before = body.scores.slice(0, 55).map((score) => score ?? 0);
  expect(Math.max(...before)).toBeLessThan(1);
  expect(body.peakScore).toBeGreaterThan(1);
  expect(Date.parse(body.peakAt!)).toBeGreaterThanOrEqual(faultMs);
  expect(body.metrics[0]).toMatchObject({ detectorId: 'cpu', title: 'cpu' });
  expect(body.metrics.at(-1)?.detectorId).toBe('latency');
  expect(body.metrics.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  const fewer = { timestampsMs: body.timestampsMs.slice(-20), scores: body.scores.slice(-20) };
  expectGolden('joint-movement.parted', jointMovement, { ...body, ...fewer });
});

it('says when there is too little to compare', async () => {
  const { status, body } = await read('nobody', faultMs, faultMs + HOUR_MS);
  expect(status).toBe(200);
  expect(body).toMatchObject({ scores: [], metrics: [], note: expect.stringContaining('Fewer than 2 metrics') });
  expectGolden('joint-movement.too-little', jointMovement, body);
});

it('refuses a range that is too long', async () => {
  const { status, body } = await read('shop', faultMs, faultMs + 7 * HOUR_MS);
  expect(status).toBe(400);
  expect(body).toMatchObject({ errors: [{ field: 'to' }] });
});

it('says that the metrics source is down', async () => {
  metrics.isDown = true;
  expect((await read('shop', faultMs, faultMs + HOUR_MS)).status).toBe(502);
  metrics.isDown = false;
});

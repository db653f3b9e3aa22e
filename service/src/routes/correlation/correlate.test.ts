import type { Correlation, DetectorDefinition } from '@vigil/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newAnomaly } from '../../../test/anomalies.ts';
import { defaultDetectionSettings } from '../../../test/detection-settings.ts';
import { detector, noise } from '../../../test/detection-harness.ts';
import { fakeMetrics } from '../../../test/fake-metrics.ts';
import type { FakeMetrics, FakeSeries } from '../../../test/fake-metrics.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { authorization } from '../../../test/sign-identity.ts';
import { createDetectorCatalog } from '../../detection/detector-catalog.ts';
import { seriesKeyOf } from '../../detection/series-key.ts';
import { correlationRoutes } from './index.ts';
import { toJson } from '../../storage/json.ts';
import { insertAnomaly } from '../../storage/repositories/anomalies.ts';
import { saveSeriesStates } from '../../storage/repositories/series-state.ts';
import { TelemetryError } from '../../telemetry/telemetry-error.ts';

const from = '2026-03-02T09:50:00.000Z';
const to = '2026-03-02T10:00:00.000Z';
const fromMs = Date.parse(from);
const latency = detector('latency', 'latency');
const errors = detector('errors', 'errors');

let service: TestService;
let metrics: FakeMetrics;
const detectors = [latency, errors];
const catalog = createDetectorCatalog(null, { ...defaultDetectionSettings, custom: detectors });

beforeAll(async () => {
  metrics = fakeMetrics();
  service = await startTestService({
    routesOf: (context) =>
      correlationRoutes({
        ...context,
        telemetry: { metrics, logs: null, traces: null, grafana: null },
        catalog,
      }),
  });
}, 60_000);
afterAll(() => service.close());

beforeEach(async () => {
  metrics.isDown = false;
  metrics.queries.clear();
  await emptyDatabase(service.context);
  await service.context.database.deleteFrom('seriesState').execute();
});

async function ask(changes: object = {}): Promise<{ status: number; body: Correlation }> {
  const headers = { authorization: await authorization(service.clock.now(), { role: 'Viewer' }) };
  const payload = { from, to, ...changes };
  const response = await service.app.inject({ method: 'POST', url: '/api/v1/correlate', payload, headers });
  return { status: response.statusCode, body: response.json() };
}

/** A level with noise that rises at some time. */
function rising(name: string, by: number, atMs = fromMs): FakeSeries {
  const valueAt = (timestampMs: number) => 1 + 0.1 * noise(timestampMs) + (timestampMs >= atMs ? by : 0);
  return { labels: { service: name }, valueAt };
}

async function watch({ id }: DetectorDefinition, series: readonly FakeSeries[], query = id): Promise<void> {
  metrics.queries.set(query, [...series]);
  await saveSeriesStates(
    service.context.database,
    series.map(({ labels }) => ({
      seriesKey: seriesKeyOf(id, labels),
      detectorId: id,
      service: labels.service ?? '',
      labels: toJson(labels),
      lastTimestamp: null,
      lastScore: null,
      lastValue: null,
    }))
  );
}

describe('what changed in a window', () => {
  it('is ranked over all series, those that did not change are counted only', async () => {
    await watch(latency, [rising('calm', 0), rising('payments', 3), rising('orders', 0.3)]);
    await watch(errors, [rising('orders', 40)]);
    const { body } = await ask();
    expect(body.items.map(({ service: name, detectorId }) => [name, detectorId])).toEqual([
      ['orders', 'errors'],
      ['payments', 'latency'],
      ['orders', 'latency'],
    ]);
    expect(body).toMatchObject({ changedCount: 3, comparedCount: 4, stepSeconds: 30, notices: [] });
    expect(body.items[1]).toMatchObject({ seriesKey: 'latency{service="payments"}', presence: 'present', lag: null });
    expect(body.items[1]?.relativeChange).toBeCloseTo(3, 0);
    expect(body.items[1]?.values).toHaveLength(body.timestampsMs.length);
    expect(Date.parse(body.baseline.to)).toBeLessThan(Date.parse(body.window.from));
    expect(body.window.to).toBe(to);
  });

  it('tells what vanished and what appeared', async () => {
    const until = { ...rising('gone', 0), valueAt: (atMs: number) => (atMs <= fromMs ? 5 : undefined) };
    const since = { ...rising('new', 0), valueAt: (atMs: number) => (atMs >= fromMs ? 5 : undefined) };
    await watch(latency, [until, since]);
    expect((await ask()).body.items).toMatchObject([
      { service: 'gone', presence: 'vanished', strength: 1, windowMedian: null, relativeChange: null },
      { service: 'new', presence: 'appeared', strength: 0.5, baselineMedian: null },
    ]);
  });

  it('can be limited to a service and a detector', async () => {
    const odd = 'pay$1"ments';
    await watch(latency, [rising('payments', 3)]);
    await watch(
      errors,
      [rising(odd, 3)],
      String.raw`(errors) and on (service) label_replace(vector(1), "service", "pay$$1\"ments", "", "")`
    );
    const ofService = (await ask({ service: odd })).body;
    expect(ofService.items.map(({ detectorId, service: name }) => [detectorId, name])).toEqual([['errors', odd]]);
    expect(ofService.comparedCount).toBe(1);
    expect((await ask({ detectorId: 'latency' })).body.items).toMatchObject([{ service: 'payments' }]);
    expect((await ask({ service: 'nobody' })).body).toMatchObject({ items: [], comparedCount: 0 });
  });

  it('says of each series whether it came before or after the anomaly', async () => {
    await watch(latency, [rising('payments', 3, fromMs + 120_000)]);
    await watch(errors, [rising('payments', 3, fromMs), rising('orders', 3, fromMs + 240_000)]);
    const seriesKey = 'latency{service="payments"}';
    await insertAnomaly(service.context.database, newAnomaly({ id: 'a', seriesKey, query: 'latency' }));
    const lags = (answer: Correlation) =>
      Object.fromEntries(
        answer.items.map(({ service: name, detectorId, lag }) => [`${name} ${detectorId}`, lag?.seconds])
      );
    expect(lags((await ask({ anomalyId: 'a' })).body)).toEqual({
      'payments latency': 0,
      'payments errors': -120,
      'orders errors': 120,
    });
    expect(lags((await ask({ anomalyId: 'a', detectorId: 'errors' })).body)).toMatchObject({
      'payments errors': undefined,
    });
    metrics.queries.set(
      '(latency) and on (service) label_replace(vector(1), "service", "payments", "", "")',
      metrics.queries.get('latency') ?? []
    );
    expect(lags((await ask({ anomalyId: 'a', detectorId: 'errors' })).body)).toMatchObject({ 'payments errors': -120 });
    expect((await ask({ anomalyId: 'unknown' })).status).toBe(404);
  });

  it('goes on without a detector that cannot be read, and names it', async () => {
    await watch(latency, [rising('payments', 3)]);
    await watch(errors, [rising('payments', 3)]);
    const readAll = metrics.queryRange;
    metrics.queryRange = (query, ...rest) =>
      query === 'errors'
        ? Promise.reject(new TelemetryError('metrics', 'timeout', 'The source took too long.'))
        : readAll(query, ...rest);
    const { body } = await ask();
    metrics.queryRange = readAll;
    expect(body.notices).toEqual(['errors could not be read: The source took too long.']);
    expect(body.items).toMatchObject([{ detectorId: 'latency' }]);
  });

  it('is refused with the reason while the metrics source is down', async () => {
    await watch(latency, [rising('payments', 3)]);
    metrics.isDown = true;
    expect(await ask()).toMatchObject({ status: 502, body: { code: 'telemetry-unavailable' } });
  });

  it.each([
    [{ from: to, to: from }, 'to'],
    [{ to: '2026-03-02T09:50:30.000Z' }, 'to'],
    [{ from: '2026-02-01T00:00:00.000Z' }, 'to'],
    [{ from: '2026-03-03T09:50:00.000Z', to: '2026-03-03T10:00:00.000Z' }, 'to'],
    [{ method: 'magic' }, 'method'],
    [{ limit: 0 }, 'limit'],
  ])('is refused for %j', async (changes, field) => {
    expect(await ask(changes)).toMatchObject({ status: 400, body: { field } });
  });
});

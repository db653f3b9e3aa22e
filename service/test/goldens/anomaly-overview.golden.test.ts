import { anomalyRate, correlation, correlationRequest, openAnomalyPage } from '@vigil/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDetectorCatalog } from '../../src/detection/detector-catalog.ts';
import { seriesKeyOf } from '../../src/detection/series-key.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { OpenedDatabase } from '../../src/storage/database.ts';
import { toJson } from '../../src/storage/json.ts';
import { insertAnomaly } from '../../src/storage/repositories/anomalies.ts';
import { addAnomalyRates } from '../../src/storage/repositories/anomaly-rates.ts';
import { saveSeriesStates } from '../../src/storage/repositories/series-state.ts';
import { listOpenAnomalies } from '../../src/verbs/anomalies/open/list-open-anomalies.ts';
import { readAnomalyRate } from '../../src/verbs/anomalies/read-anomaly-rate.ts';
import { correlate } from '../../src/verbs/correlation/correlate.ts';
import { newAnomaly } from '../anomalies.ts';
import { detector, noise } from '../detection-harness.ts';
import { defaultDetectionSettings } from '../detection-settings.ts';
import { fakeMetrics } from '../fake-metrics.ts';
import { expectGolden, expectGoldenInput } from '../golden.ts';
import { latencyAnomalyId, now, seedAnomalies, startedAt } from './seed.ts';

const hourMs = 3_600_000;
const dayAgo = new Date(now.getTime() - 24 * hourMs);
const callGraph = () => [
  { caller: 'gateway', callee: 'orders', calls: 412, errors: 37 },
  { caller: 'orders', callee: 'payments', calls: 398, errors: 35 },
];
const page = { limit: 25 };

let opened: OpenedDatabase;
let quiet: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
  quiet = await openDatabase({ kind: 'memory' });
  await seedAnomalies(opened.database);
  await insertAnomaly(
    opened.database,
    newAnomaly({
      id: '4f6d2a10-7b1e-4c3d-9a55-2d8e6f0b1c22',
      detectorId: 'process-memory',
      detectorTitle: 'Resident memory',
      seriesKey: 'process-memory{service="catalog"}',
      service: 'catalog',
      kind: 'memory',
      unit: 'bytes',
      labels: toJson({ service: 'catalog' }),
      query: 'avg by (service) (process_resident_memory_bytes{service!=""})',
      onsetAt: new Date('2026-03-02T08:10:00.000Z'),
      detectedAt: new Date('2026-03-02T08:12:30.000Z'),
      lastScore: 1.3,
      peakScore: 1.9,
      value: 734_003_200,
      expected: 419_430_400,
      lower: 314_572_800,
      upper: 524_288_000,
      agreed: false,
      explanation: toJson({
        summary: 'Resident memory of catalog is 700 MiB, above what is usual at this hour: 400 MiB expected.',
        model: 'ensemble model learned from 10080 samples over 7 days',
        confidence: 0.8,
        features: [{ name: 'value', value: 734_003_200, expected: 419_430_400, share: 1 }],
      }),
      mute: toJson({
        id: '5d1c7e90-3a4b-4f6c-8d2e-9b0a1c2d3e4f',
        reason: 'a reindexing job is running',
        actor: 'editor',
        until: '2026-03-02T12:00:00.000Z',
      }),
    })
  );
  await addAnomalyRates(opened.database, dayOfRates());
}, 60_000);

afterAll(async () => {
  await opened.close();
  await quiet.close();
});

/** One bucket per hour: payments in trouble lately, orders a little, the rest quiet; nothing of the first three hours. */
function dayOfRates() {
  const services = { payments: 9, orders: 6, gateway: 4, catalog: 5 };
  return Object.entries(services).flatMap(([service, series]) =>
    Array.from({ length: 22 }, (_, hour) => {
      const isBad = (service === 'payments' && hour > 18) || (service === 'orders' && hour === 20);
      return {
        service,
        instance: '',
        bucketAt: new Date(Date.parse('2026-03-01T13:00:00.000Z') + hour * hourMs),
        scoredSeconds: series * 300,
        anomalousSeconds: isBad ? series * 100 : 0,
        peakScore: isBad ? 1.2 + hour / 4 : 0.2 + (hour % 5) / 10,
      };
    })
  );
}

it('lists what is anomalous now', async () => {
  const context = { database: opened.database, clock: { now: () => now }, callGraph };
  const busy = await listOpenAnomalies(context, {}, page, 'rank');
  expect(busy.items.map(({ id }) => id)[0]).toBe(latencyAnomalyId);
  expectGolden('open-anomaly-page.two', openAnomalyPage, busy);
  const calm = await listOpenAnomalies({ ...context, database: quiet.database }, {}, page, 'rank');
  expectGolden('open-anomaly-page.empty', openAnomalyPage, calm);
});

it('draws how anomalous the fleet was', async () => {
  const request = { from: dayAgo, to: now, by: 'service', buckets: 24, limit: 20 } as const;
  const rate = await readAnomalyRate(opened, request);
  expect(rate.groups[0]).toMatchObject({ service: 'payments', seriesCount: 9 });
  expectGolden('anomaly-rate.day', anomalyRate, rate);
  expectGolden('anomaly-rate.empty', anomalyRate, await readAnomalyRate(quiet, { ...request, buckets: 4 }));
});

it('ranks what changed in a window', async () => {
  const metrics = fakeMetrics();
  const detectors = [
    { ...detector('spring-latency', 'latency'), title: 'Spring HTTP latency p99' },
    { ...detector('http-errors', 'errors'), title: 'HTTP error ratio', unit: 'ratio' },
  ];
  const rising = (service: string, level: number, by: number, atMs: number) => ({
    labels: { service },
    valueAt: (timestampMs: number) => level * (1 + 0.1 * noise(timestampMs)) + (timestampMs >= atMs ? by : 0),
  });
  const startMs = startedAt.getTime();
  metrics.queries.set('spring-latency', [
    rising('payments', 0.24, 1.9, startMs),
    rising('gateway', 0.3, 0, startMs),
    { labels: { service: 'reports' }, valueAt: (atMs) => (atMs < startMs ? 0.1 : undefined) },
  ]);
  metrics.queries.set('http-errors', [rising('orders', 0.01, 0.08, startMs + 60_000)]);
  await saveSeriesStates(
    quiet.database,
    detectors.map(({ id }) => ({
      seriesKey: seriesKeyOf(id, { service: 'payments' }),
      detectorId: id,
      service: 'payments',
      labels: toJson({ service: 'payments' }),
      lastTimestamp: null,
      lastScore: null,
      lastValue: null,
    }))
  );
  await seedAnomalies(quiet.database);
  await quiet.database.updateTable('anomalies').set({ query: 'spring-latency' }).execute();
  const context = {
    database: quiet.database,
    clock: { now: () => now },
    telemetry: { metrics, logs: null, traces: null, grafana: null },
    catalog: createDetectorCatalog(null, { ...defaultDetectionSettings, disabledPresets: [], custom: detectors }),
  };
  const request = { from: startedAt.toISOString(), to: now.toISOString(), anomalyId: latencyAnomalyId };
  expectGoldenInput('correlation-request.anomaly', correlationRequest, request);
  const answer = await correlate(context, correlationRequest.parse(request));
  expect(answer.items.map(({ service, presence }) => [service, presence])).toEqual([
    ['payments', 'present'],
    ['reports', 'vanished'],
    ['orders', 'present'],
  ]);
  expectGolden('correlation.anomaly', correlation, answer);
});

import {
  backtestDetail,
  backtestRequest,
  detectorDefinition,
  detectorDetail,
  detectorList,
  queryPreview,
} from '@vigil/contract';
import type { BacktestIncident } from '@vigil/contract';
import { expect, it } from 'vitest';
import { judgeFires } from '../../src/detection/backtest/judge-fires.ts';
import { createDetectorCatalog } from '../../src/detection/detector-catalog.ts';
import type { AnomalyInterval, ScoredPoint } from '../../src/detectors/index.ts';
import { toSummary } from '../../src/verbs/detectors/list-detectors.ts';
import { estimatePrecision } from '../../src/verbs/feedback/estimate-precision.ts';
import { previewQuery } from '../../src/verbs/detectors/preview-query.ts';
import { defaultDetectionSettings } from '../detection-settings.ts';
import { fakeMetrics } from '../fake-metrics.ts';
import { expectGolden } from '../golden.ts';
import { now } from './seed.ts';

const updatedAt = new Date('2026-03-01T12:00:00.000Z');
const checkout = detectorDefinition.parse({
  id: 'checkout-latency',
  title: 'Checkout latency p99',
  kind: 'latency',
  unit: 's',
  query: 'histogram_quantile(0.99, sum by (service, le) (rate(checkout_seconds_bucket[2m])))',
  options: { direction: 'up', minDeviation: 0.05 },
});
const inFile = detectorDefinition.parse({
  id: 'basket-errors',
  title: 'Basket errors',
  kind: 'errors',
  unit: 'ratio',
  query: 'basket:errors:ratio',
});

const shown = ['basket-errors', 'checkout-latency', 'http-errors', 'http-latency', 'process-cpu'];
const trainedAt = new Date('2026-03-02T03:00:00.000Z');
const trained = { trainedTo: trainedAt.toISOString(), trainedAt };

async function summaries() {
  const metrics = fakeMetrics();
  metrics.labelValues = () => Promise.resolve(['http_requests_total', 'http_request_duration_seconds_bucket']);
  const catalog = createDetectorCatalog(metrics, { ...defaultDetectionSettings, custom: [inFile] });
  await catalog.refresh(now.getTime());
  catalog.adopt([
    { id: checkout.id, origin: 'own', settings: checkout, version: 3, updatedAt, updatedBy: 'ada' },
    {
      id: 'http-latency',
      origin: 'preset',
      settings: { enabled: true, options: { minDeviation: 0.4 } },
      version: 1,
      updatedAt,
      updatedBy: 'ada',
    },
    {
      id: 'http-errors',
      origin: 'preset',
      settings: { enabled: false, options: {} },
      version: 2,
      updatedAt,
      updatedBy: 'bo',
    },
  ]);
  const groups = [
    { detectorId: checkout.id, quality: 'healthy', ...trained, series: 8 },
    { detectorId: checkout.id, quality: 'thin', ...trained, series: 2 },
    { detectorId: checkout.id, quality: null, trainedTo: null, trainedAt: null, series: 1 },
  ];
  return catalog
    .entries()
    .filter(({ definition }) => shown.includes(definition.id))
    .map((entry) =>
      toSummary(
        entry,
        groups.filter(({ detectorId }) => detectorId === entry.definition.id),
        {
          priority: 'page',
          precision: estimatePrecision(entry.definition.id === checkout.id ? { real: 9, noise: 1 } : {}),
        },
        now
      )
    );
}

it('lists detectors of every source and state', async () => {
  const items = await summaries();
  expect(items.map(({ source, state }) => [source, state])).toEqual([
    ['file', 'active'],
    ['database', 'active'],
    ['preset', 'disabled'],
    ['preset', 'active'],
    ['preset', 'missing'],
  ]);
  expectGolden('detector-list.several', detectorList, { items });
  expectGolden('detector-detail.own', detectorDetail, { ...items[1], watched: [] });
});

it('previews a query that works and one that keeps no service label', async () => {
  const metrics = fakeMetrics();
  metrics.queries.set('good', [{ labels: { service: 'shop' }, valueAt: () => 0.31 }]);
  metrics.queries.set('bad', [{ labels: { host: 'a' }, valueAt: () => 1 }]);
  const context = { telemetry: { metrics, logs: null, traces: null, grafana: null }, clock: { now: () => now } };
  const preview = (query: string) => previewQuery(context, { query, serviceLabel: 'service' });
  expectGolden('query-preview.good', queryPreview, await preview('good'));
  expectGolden('query-preview.no-service', queryPreview, await preview('bad'));
});

function interval(onset: string, detected: string, ended: string | null, score: number): AnomalyInterval {
  const peak: ScoredPoint = {
    timestampMs: Date.parse(detected),
    value: 2.1,
    score,
    expected: 0.24,
    lower: 0.18,
    upper: 0.31,
    agreed: true,
    reason: 'above-band',
    onsetMs: null,
    features: [],
  };
  return {
    onsetMs: Date.parse(onset),
    detectedMs: Date.parse(detected),
    endedMs: ended === null ? null : Date.parse(ended),
    severity: score >= 2 ? 'critical' : 'high',
    peak,
    last: peak,
    agreed: true,
  };
}

it('says at each sensitivity what a back-test would have found', () => {
  const incidents: BacktestIncident[] = [
    {
      id: 'incident-41',
      number: 41,
      title: 'payments: slow',
      service: 'payments',
      openedAt: '2026-02-26T12:12:00.000Z',
      endedAt: '2026-02-26T12:39:00.000Z',
    },
    {
      id: 'incident-40',
      number: 40,
      title: 'orders: failing',
      service: 'orders',
      openedAt: '2026-02-24T08:00:00.000Z',
      endedAt: '2026-02-24T08:20:00.000Z',
    },
  ];
  const [from, to] = ['2026-02-16T10:00:00.000Z', '2026-03-02T10:00:00.000Z'];
  const series = ['payments', 'orders'].map((service) => ({
    key: `checkout-latency{service="${service}"}`,
    service,
    labels: { service },
  }));
  const judging = { series, incidents, fromMs: Date.parse(from), toMs: Date.parse(to), joinWindowMs: 900_000 };
  const real = interval('2026-02-26T12:00:00.000Z', '2026-02-26T12:02:00.000Z', '2026-02-26T12:39:00.000Z', 8.4);
  const small = interval('2026-02-20T04:00:00.000Z', '2026-02-20T04:04:00.000Z', '2026-02-20T04:10:00.000Z', 1.2);
  const late = interval('2026-02-24T08:05:00.000Z', '2026-02-24T08:10:00.000Z', '2026-02-24T08:20:00.000Z', 1.1);
  const levels = [
    judgeFires(0.5, [[], []], judging),
    judgeFires(1, [[real], []], judging),
    judgeFires(2, [[real], [small, late]], judging),
  ];
  expect(levels.map(({ noisePerWeek }) => noisePerWeek)).toEqual([0, 0, 0.5]);
  const request = backtestRequest.parse({ definition: checkout, days: 14 });
  const common = { id: 'backtest-1', title: checkout.title, createdBy: 'ada', createdAt: to, request };
  expectGolden('backtest-detail.done', backtestDetail, {
    ...common,
    status: 'done',
    progress: 1,
    message: 'done',
    finishedAt: '2026-03-02T10:00:40.000Z',
    result: {
      from,
      to,
      stepSeconds: 60,
      retrainSeconds: 86_400,
      seriesFound: 2,
      seriesReplayed: 2,
      notices: ['Replayed at steps of 1 min; live it is scored every 15 s, which finds sooner.'],
      incidents,
      levels,
    },
  });
  expectGolden('backtest-detail.running', backtestDetail, {
    ...common,
    status: 'running',
    progress: 0.4,
    message: 'replaying 2 series',
    finishedAt: null,
    result: null,
  });
});

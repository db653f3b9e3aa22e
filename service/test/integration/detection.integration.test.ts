import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { stackNotBuiltReason } from '../../../demo/stack/built.ts';
import { startStack } from '../../../demo/stack/stack.ts';
import type { RunningStack } from '../../../demo/stack/stack.ts';
import { createDetectionRuntime } from '../../src/detection/detection-runtime.ts';
import type { DetectionRuntime } from '../../src/detection/detection-runtime.ts';
import { createDetectorCatalog } from '../../src/detection/detector-catalog.ts';
import { createScoringStatus } from '../../src/detection/scoring-status.ts';
import type { ScoringStatus } from '../../src/detection/scoring-status.ts';
import { createTopology } from '../../src/detection/topology.ts';
import { createServiceMetrics } from '../../src/metrics.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { OpenedDatabase } from '../../src/storage/database.ts';
import { listAnomalies } from '../../src/storage/repositories/anomalies.ts';
import { listSeriesStates } from '../../src/storage/repositories/series-state.ts';
import { createTelemetry } from '../../src/telemetry/create-telemetry.ts';
import type { ConnectedTelemetry } from '../../src/telemetry/create-telemetry.ts';
import { remoteWrite } from '../../src/telemetry/remote-write.ts';
import { detector, noise } from '../detection-harness.ts';
import { defaultDetectionSettings } from '../detection-settings.ts';
import { eventually } from './real-server.ts';

const stepSeconds = 15;
const stepMs = stepSeconds * 1000;
const hourMs = 3_600_000;
const notBuilt = await stackNotBuiltReason();

describe.skipIf(notBuilt !== null)(`detection on real telemetry${notBuilt === null ? '' : ` (${notBuilt})`}`, () => {
  /** Everything lies in the past, so that no test has to wait for time to pass. */
  const endMs = Math.floor(Date.now() / 60_000) * 60_000;
  const liveFromMs = endMs - hourMs;
  const historyFromMs = liveFromMs - 6 * hourMs;
  const resetAtMs = liveFromMs + 5 * 60_000;
  const slowFromMs = liveFromMs + 20 * 60_000;
  const slowToMs = slowFromMs + 10 * 60_000;

  let directory: string;
  let stack: RunningStack;
  let opened: OpenedDatabase;
  let telemetry: ConnectedTelemetry;
  let status: ScoringStatus;
  let runtime: DetectionRuntime;
  let clockMs = liveFromMs;

  const write = (name: string, valueAt: (timestampMs: number) => number, labels = {}) =>
    remoteWrite({ url: stack.urls.remoteWrite }, [
      {
        labels: { __name__: name, service: 'payments', ...labels },
        samples: Array.from({ length: (endMs - historyFromMs) / stepMs + 1 }, (_, index) => {
          const timestampMs = historyFromMs + index * stepMs;
          return { timestampMs, value: valueAt(timestampMs) };
        }),
      },
    ]);
  const scoreAt = async (timestampMs: number): Promise<void> => {
    clockMs = timestampMs;
    await runtime.score(timestampMs, () => Promise.resolve());
  };
  const anomalies = async () => (await listAnomalies(opened.database, {}, { limit: 100 })).items;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vigil-detection-'));
    [stack, opened] = await Promise.all([startStack({ directory }), openDatabase({ kind: 'memory' })]);
    await write('up', () => 1);
    await write('request_seconds', (atMs) => (atMs >= slowFromMs && atMs < slowToMs ? 2 : 0.2) + 0.02 * noise(atMs));
    const sinceRestartMs = (atMs: number): number => atMs - (atMs < resetAtMs ? historyFromMs : resetAtMs);
    await write('http_requests_total', (atMs) => sinceRestartMs(atMs) / 100, { status: '200' });
    telemetry = createTelemetry(
      {
        prometheus: { url: stack.urls.prometheus },
        loki: { url: stack.urls.loki },
        jaeger: { url: stack.urls.jaeger },
      },
      { timeoutMs: 2000, maxResponseBytes: 1e8, maxConcurrent: 8, maxRetries: 0, retryDelayMs: 1 }
    );
    const { metrics } = telemetry;
    if (metrics === null) {
      throw new Error('a metrics source was configured');
    }
    const clock = { now: () => new Date(clockMs) };
    const trainingWindowSeconds = 6 * 3600;
    const settings = {
      ...defaultDetectionSettings,
      trainingWindowSeconds,
      custom: [
        { ...detector('latency', 'latency', { trainingWindowSeconds, direction: 'up' }), query: 'request_seconds' },
      ],
    };
    status = createScoringStatus(() => clock.now());
    runtime = createDetectionRuntime({
      database: opened.database,
      metrics,
      catalog: createDetectorCatalog(metrics, settings),
      status,
      settings,
      clock,
      logger: pino({ level: 'silent' }),
      registry: createServiceMetrics().registry,
      writer: null,
    });
    await eventually(
      () => metrics.queryInstant('request_seconds', liveFromMs),
      (samples) => samples.length > 0
    );
    await runtime.rediscover(liveFromMs);
    await scoreAt(liveFromMs);
    await runtime.rediscover(liveFromMs);
  }, 120_000);

  afterAll(async () => {
    await stack?.stop();
    await opened?.close();
    await rm(directory, { recursive: true, force: true });
  }, 60_000);

  it('learns from the history and finds what exists', async () => {
    const states = await listSeriesStates(opened.database);
    expect(states.map(({ detectorId }) => detectorId)).toEqual([
      'availability',
      'http-errors',
      'http-traffic',
      'latency',
    ]);
    const samples = runtime.series.all().map(({ model }) => model?.card.samples ?? 0);
    expect(Math.min(...samples)).toBeGreaterThan(350);
  });

  it('takes the restart of a counter for nothing else', async () => {
    await scoreAt(resetAtMs + 5 * 60_000);
    expect(status.current()).toMatchObject({ state: 'ok', failing: [] });
    expect(await anomalies()).toEqual([]);
  }, 60_000);

  it('says since when a stopped Prometheus keeps it from scoring, and scores every missed step afterwards', async () => {
    const stoppedAtMs = slowFromMs - 60_000;
    await scoreAt(stoppedAtMs - stepMs);
    stack.prometheus.pause();
    try {
      await scoreAt(stoppedAtMs);
      await scoreAt(slowToMs);
      expect(status.current()).toMatchObject({ state: 'down', since: new Date(stoppedAtMs) });
      expect(status.current().message).toContain('did not answer within');
    } finally {
      stack.prometheus.resume();
    }
    expect(await anomalies()).toEqual([]);
    await scoreAt(slowToMs + 5 * 60_000);
    expect(status.current().state).toBe('ok');
    const [anomaly, ...others] = await anomalies();
    expect(others).toEqual([]);
    expect(anomaly).toMatchObject({
      detectorId: 'latency',
      service: 'payments',
      status: 'closed',
      severity: 'critical',
    });
    expect(Date.parse(anomaly?.onsetAt ?? '')).toBe(slowFromMs);
    expect(Date.parse(anomaly?.endedAt ?? '')).toBe(slowToMs - stepMs);
  }, 60_000);

  it('reads the logs and the call graph beside the metrics', async () => {
    const { logs, traces } = telemetry;
    const nowMs = Date.now();
    await post(`${stack.urls.loki}/loki/api/v1/push`, {
      streams: [{ stream: { service: 'payments' }, values: [[`${nowMs}000000`, 'card refused']] }],
    });
    await post(`${stack.urls.otlp}/v1/traces`, {
      resourceSpans: [span('orders', 'a1', nowMs), span('payments', 'a2', nowMs, 'a1')],
    });
    const range = { fromMs: nowMs - hourMs, toMs: nowMs + 60_000 };
    const found = await eventually(
      async () => (await logs?.queryRange('{service="payments"}', range, 10))?.lines ?? [],
      (lines) => lines.length > 0
    );
    expect(found.map(({ line }) => line)).toEqual(['card refused']);
    const topology = createTopology({ database: opened.database, traces });
    const edges = await eventually(
      async () => {
        await topology.refresh(nowMs + 1000);
        return topology.current();
      },
      (seen) => seen.length > 0
    );
    expect(edges).toMatchObject([{ caller: 'orders', callee: 'payments' }]);
  }, 60_000);
});

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}

function span(service: string, id: string, nowMs: number, parentId?: string): object {
  const parentSpanId = parentId === undefined ? undefined : parentId.padStart(16, '0');
  const times = { startTimeUnixNano: `${nowMs - 40}000000`, endTimeUnixNano: `${nowMs}000000` };
  const one = { traceId: '5b'.repeat(16), spanId: id.padStart(16, '0'), parentSpanId, name: 'call', kind: 2, ...times };
  return {
    resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
    scopeSpans: [{ spans: [one] }],
  };
}

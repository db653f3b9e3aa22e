import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSourceHealth } from '../telemetry/source-health.ts';
import { startFakeServer, text } from '../telemetry/testing/fake-server.ts';
import type { FakeServer } from '../telemetry/testing/fake-server.ts';
import { createScoreWriter } from './score-writer.ts';
import { newTrackedSeries } from './tracked-series.ts';

let server: FakeServer;
let dropped = 0;

beforeEach(async () => {
  server = await startFakeServer(text('', 204));
  dropped = 0;
});
afterEach(() => server.close());

const series = newTrackedSeries('latency{}', 'latency', 'payments', { service: 'payments' });
const health = createSourceHealth();
const points = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    series,
    point: {
      timestampMs: index,
      value: 1,
      score: 0.5,
      expected: null,
      lower: null,
      upper: null,
      agreed: false,
      reason: 'usual' as const,
      onsetMs: null,
      features: [],
    },
  }));
const writerTo = (maxWaiting: number) =>
  createScoreWriter({
    url: `${server.url}/api/v1/write`,
    health,
    maxWaiting,
    onDropped: (count) => (dropped += count),
  });

it('sends what was added once, in requests of bounded size', async () => {
  const writer = writerTo(10_000);
  writer.add(points(4500));
  await writer.flush();
  await writer.flush();
  expect(server.requests).toHaveLength(3);
  expect(health.current().state).toBe('ok');
});

it('keeps samples while the receiver is away and drops the oldest beyond its limit', async () => {
  const writer = writerTo(100);
  server.handle(text('away', 503));
  writer.add(points(80));
  await expect(writer.flush()).rejects.toThrow('503');
  expect(health.current().state).toBe('down');
  expect(dropped).toBe(0);
  writer.add(points(50));
  expect(dropped).toBe(30);
  server.handle(text('', 204));
  await writer.flush();
  expect(health.current().state).toBe('ok');
  expect(dropped).toBe(30);
});

it('does not send again what the receiver will never take', async () => {
  const writer = writerTo(100);
  server.handle(text('out of order sample', 400));
  writer.add(points(3));
  await expect(writer.flush()).rejects.toThrow('out of order');
  expect(dropped).toBe(3);
  await writer.flush();
  expect(server.requests).toHaveLength(1);
});

it('leaves a busy receiver alone for as long as it asks', async () => {
  let nowMs = 0;
  const writer = createScoreWriter({
    url: `${server.url}/api/v1/write`,
    health,
    maxWaiting: 100,
    onDropped: (count) => (dropped += count),
    now: () => nowMs,
  });
  server.handle((_request, response) => void response.writeHead(429, { 'retry-after': '60' }).end());
  writer.add(points(1));
  await expect(writer.flush()).rejects.toThrow('429');
  server.handle(text('', 204));
  nowMs = 59_999;
  await writer.flush();
  expect(server.requests).toHaveLength(1);
  nowMs = 60_000;
  await writer.flush();
  expect(server.requests).toHaveLength(2);
  expect(dropped).toBe(0);
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { directEndpoint } from '../endpoint.ts';
import type { TracesSource } from '../telemetry.ts';
import { json, startFakeServer } from '../testing/fake-server.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { createTracesSource } from '../traces-by-type.ts';

let server: FakeServer;
let source: TracesSource;
const range = { fromMs: 1_700_000_000_000, toMs: 1_700_000_060_000 };

beforeEach(async () => {
  server = await startFakeServer();
  source = createTracesSource('jaeger', directEndpoint('traces', server.url));
});
afterEach(() => server.close());

const trace = {
  traceID: 'abc123',
  spans: [
    {
      spanID: '1',
      processID: 'p1',
      operationName: 'GET /',
      references: [],
      startTime: 1700000000000500,
      duration: 2500,
      tags: [],
    },
    {
      spanID: '2',
      processID: 'p2',
      operationName: 'POST /pay',
      references: [
        { refType: 'FOLLOWS_FROM', spanID: '9' },
        { refType: 'CHILD_OF', spanID: '1' },
      ],
      startTime: 1700000000001000,
      duration: 1000,
      tags: [{ key: 'otel.status_code', type: 'string', value: 'ERROR' }],
    },
  ],
  processes: { p1: { serviceName: 'gateway' }, p2: { serviceName: 'payments' } },
};

it('reads traces with parents, failures and milliseconds', async () => {
  server.handle(json({ data: [trace] }));
  const [found] = await source.search({ service: 'gateway', range, limit: 5, onlyFailed: true });
  expect(found?.traceId).toBe('abc123'.padStart(32, '0'));
  expect(found?.spans).toEqual([
    {
      spanId: '1',
      parentSpanId: null,
      service: 'gateway',
      operation: 'GET /',
      startMs: 1700000000000.5,
      durationMs: 2.5,
      failed: false,
    },
    {
      spanId: '2',
      parentSpanId: '1',
      service: 'payments',
      operation: 'POST /pay',
      startMs: 1700000000001,
      durationMs: 1,
      failed: true,
    },
  ]);
  const parameters = server.requests[0]?.searchParams;
  expect(parameters?.get('tags')).toBe('{"error":"true"}');
  expect(parameters?.get('start')).toBe('1700000000000000');
});

it('reads the service graph without calls of a service to itself', async () => {
  const data = [
    { parent: 'gateway', child: 'orders', callCount: 3 },
    { parent: 'orders', child: 'orders', callCount: 9 },
  ];
  server.handle(json({ data }));
  expect(await source.dependencies(range)).toEqual([{ caller: 'gateway', callee: 'orders', calls: 3, errors: 0 }]);
  expect(server.requests[0]?.searchParams.get('lookback')).toBe('60000');
});

it('reads "null" as nothing', async () => {
  server.handle(json({ data: null }));
  expect(await source.services(range)).toEqual([]);
});

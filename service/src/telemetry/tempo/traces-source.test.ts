import { afterEach, beforeEach, expect, it } from 'vitest';
import { directEndpoint } from '../endpoint.ts';
import type { TracesSource } from '../telemetry.ts';
import { json, startFakeServer } from '../testing/fake-server.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { createTracesSource } from '../traces-by-type.ts';

let server: FakeServer;
let source: TracesSource;
const range = { fromMs: 1_700_000_000_000, toMs: 1_700_000_060_500 };

beforeEach(async () => {
  server = await startFakeServer();
  source = createTracesSource('tempo', directEndpoint('traces', server.url));
});
afterEach(() => server.close());

const trace = {
  trace: {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }] },
        scopeSpans: [
          {
            scope: {},
            spans: [
              {
                traceId: 'AAECAwQFBgcICQoLDA0ODw==',
                spanId: 'AAECAwQFBgc=',
                name: 'GET /orders',
                startTimeUnixNano: '1700000000000000000',
                endTimeUnixNano: '1700000000012500000',
                status: {},
              },
              {
                spanId: '00f067aa0ba902b7',
                parentSpanId: 'AAECAwQFBgc=',
                name: 'SELECT',
                startTimeUnixNano: '1700000000001000000',
                endTimeUnixNano: '1700000000002000000',
                status: { code: 'STATUS_CODE_ERROR', message: 'boom' },
              },
            ],
          },
        ],
      },
    ],
  },
};

it('searches with TraceQL, pads ids and fetches the traces found', async () => {
  server.handle((request, response, url) => {
    const reply = url.pathname === '/api/search' ? { traces: [{ traceID: '1234abcd' }] } : trace;
    json(reply)(request, response, url);
  });
  const [found] = await source.search({ service: 'or"ders', range, limit: 5, onlyFailed: true });
  const [search, fetched] = server.requests;
  expect(search?.searchParams.get('q')).toBe('{ resource.service.name = "or\\"ders" && status = error }');
  expect(search?.searchParams.get('end')).toBe('1700000061');
  expect(fetched?.pathname).toBe(`/api/v2/traces/${'1234abcd'.padStart(32, '0')}`);
  expect(found?.traceId).toBe('1234abcd'.padStart(32, '0'));
  expect(found?.spans).toEqual([
    {
      spanId: '0001020304050607',
      parentSpanId: null,
      service: 'orders',
      operation: 'GET /orders',
      startMs: 1700000000000,
      durationMs: 12.5,
      failed: false,
    },
    {
      spanId: '00f067aa0ba902b7',
      parentSpanId: '0001020304050607',
      service: 'orders',
      operation: 'SELECT',
      startMs: 1700000000001,
      durationMs: 1,
      failed: true,
    },
  ]);
});

it('leaves out a trace that is gone between search and fetch', async () => {
  server.handle((request, response, url) =>
    (url.pathname === '/api/search' ? json({ traces: [{ traceID: 'a' }] }) : json({}, 404))(request, response, url)
  );
  expect(await source.search({ service: 'a', range, limit: 1 })).toEqual([]);
});

it('lists services by tag values', async () => {
  server.handle(json({ tagValues: [{ type: 'string', value: 'orders' }] }));
  expect(await source.services(range)).toEqual(['orders']);
});

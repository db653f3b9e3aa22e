import { afterEach, beforeEach, expect, it } from 'vitest';
import { directEndpoint } from '../endpoint.ts';
import type { LogsSource } from '../telemetry.ts';
import { json, startFakeServer } from '../testing/fake-server.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { createLokiSource } from './logs-source.ts';

let server: FakeServer;
let source: LogsSource;
const range = { fromMs: 1_700_000_000_000, toMs: 1_700_000_060_000 };

beforeEach(async () => {
  server = await startFakeServer();
  source = createLokiSource(directEndpoint('logs', server.url));
});
afterEach(() => server.close());

it('reads lines of all streams in order of time and says when the limit cut them', async () => {
  const result = [
    {
      stream: { service: 'a' },
      values: [
        ['1700000030000000000', 'later'],
        ['1700000010000000001', 'first', {}],
      ],
    },
    { stream: { service: 'b' }, values: [['1700000020000000000', 'between']] },
  ];
  server.handle(json({ data: { resultType: 'streams', result } }));
  const answer = await source.queryRange('{service=~".+"}', range, 3);
  expect(answer.lines.map(({ line }) => line)).toEqual(['first', 'between', 'later']);
  expect(answer.lines[0]?.timestampMs).toBe(1_700_000_010_000);
  expect(answer.truncated).toBe(true);
  const parameters = server.requests[0]?.searchParams;
  expect(parameters?.get('start')).toBe('1700000000000000000');
  expect(parameters?.get('direction')).toBe('backward');
});

it('reads the oldest line of a range', async () => {
  server.handle(
    json({ data: { resultType: 'streams', result: [{ stream: {}, values: [['1700000010000000000', 'x']] }] } })
  );
  expect((await source.oldest('{a="b"}', range))?.timestampMs).toBe(1_700_000_010_000);
  expect(server.requests[0]?.searchParams.get('direction')).toBe('forward');
  server.handle(json({ data: { resultType: 'streams', result: [] } }));
  expect(await source.oldest('{a="b"}', range)).toBeNull();
});

it('knows the volume of streams, also of a Loki that does not keep volumes', async () => {
  const result = [
    { metric: {}, value: [1, '4096'] },
    { metric: {}, value: [1, '4'] },
  ];
  server.handle(json({ data: { resultType: 'vector', result } }));
  expect(await source.volumeBytes('{a="b"}', range)).toBe(4100);
  expect(server.requests[0]?.pathname).toBe('/loki/api/v1/index/volume');
  server.handle((request, response, url) =>
    (url.pathname.endsWith('stats') ? json({ streams: 2, chunks: 3, bytes: 17, entries: 1 }) : json({}, 404))(
      request,
      response,
      url
    )
  );
  expect(await source.volumeBytes('{a="b"}', range)).toBe(17);
  server.handle(json({}, 503));
  await expect(source.volumeBytes('{a="b"}', range)).rejects.toMatchObject({ code: 'server-error' });
});

it('has no labels when Loki answers without any', async () => {
  server.handle(json({ status: 'success' }));
  expect(await source.labelNames(range)).toEqual([]);
});

it('refuses metric answers and other servers', async () => {
  server.handle(json({ data: { resultType: 'matrix', result: [] } }));
  await expect(source.queryRange('q', range, 1)).rejects.toMatchObject({ source: 'logs', code: 'unexpected-shape' });
});

it('answers metric queries as series', async () => {
  server.handle((request, response) => {
    const url = new URL(request.url ?? '', 'http://loki');
    expect(url.searchParams.get('step')).toBe('60');
    json({
      data: {
        resultType: 'matrix',
        result: [
          {
            metric: { service: 'shop' },
            values: [
              [1, '3'],
              [61, 'NaN'],
            ],
          },
        ],
      },
    })(request, response, url);
  });
  const [series] = await source.queryMetricRange('sum by (service) (rate({a="b"}[1m]))', range, 60);
  expect(series?.labels).toEqual({ service: 'shop' });
  expect([...(series?.timestampsMs ?? [])]).toEqual([1000, 61_000]);
  expect([...(series?.values ?? [])]).toEqual([3, Number.NaN]);
});

it('refuses lines where a metric query was asked for', async () => {
  server.handle(json({ data: { resultType: 'streams', result: [] } }));
  await expect(source.queryMetricRange('{a="b"}', range, 60)).rejects.toMatchObject({
    source: 'logs',
    code: 'unexpected-shape',
  });
});

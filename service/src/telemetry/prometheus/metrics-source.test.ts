import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directEndpoint } from '../endpoint.ts';
import type { MetricsSource } from '../telemetry.ts';
import { json, startFakeServer } from '../testing/fake-server.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { createPrometheusSource } from './metrics-source.ts';
import { chunkRange } from './range-chunks.ts';

let server: FakeServer;
let source: MetricsSource;

beforeEach(async () => {
  server = await startFakeServer();
  source = createPrometheusSource(directEndpoint('metrics', server.url));
});
afterEach(() => server.close());

const matrix = (result: unknown) => ({ status: 'success', data: { resultType: 'matrix', result } });

describe('queryRange', () => {
  it('reads NaN and infinities as "no value" and drops the metric name', async () => {
    const values = [
      [1700000000, '1.5'],
      [1700000005.5, 'NaN'],
      [1700000010, '+Inf'],
      [1700000015, '-Inf'],
    ];
    server.handle(json(matrix([{ metric: { __name__: 'up', service: 'a' }, values }])));
    const [series] = await source.queryRange('up', { fromMs: 0, toMs: 1000 }, 1);
    expect(series?.labels).toEqual({ service: 'a' });
    expect([...(series?.timestampsMs ?? [])]).toEqual([
      1_700_000_000_000, 1_700_000_005_500, 1_700_000_010_000, 1_700_000_015_000,
    ]);
    expect([...(series?.values ?? [])]).toEqual([1.5, NaN, NaN, NaN]);
  });

  it('asks for a long range in pieces on one grid and joins them by labels', async () => {
    server.handle((request, response, url) => {
      const start = Number(url.searchParams.get('start'));
      const series = [{ metric: { service: 'a', zone: 'x' }, values: [[start, '1']] }];
      const late = start > 0 ? [{ metric: { zone: 'y', service: 'b' }, values: [[start, '2']] }] : [];
      json(matrix([...late, ...series]))(request, response, url);
    });
    const range = { fromMs: 0, toMs: 25_000 * 60_000 };
    const joined = await source.queryRange('q', range, 60);
    expect(server.requests.map((url) => [url.searchParams.get('start'), url.searchParams.get('end')])).toEqual([
      ['0.000', '7140.000'],
      ['7200.000', '667140.000'],
      ['667200.000', '1327140.000'],
      ['1327200.000', '1500000.000'],
    ]);
    expect(joined.map(({ labels, values }) => [labels['service'], [...values]])).toEqual([
      ['a', [1, 1, 1, 1]],
      ['b', [2, 2, 2]],
    ]);
  });

  it('refuses an answer of another shape', async () => {
    server.handle(json({ data: { resultType: 'matrix', result: [{ metric: {}, values: [[1, 2]] }] } }));
    await expect(source.queryRange('q', { fromMs: 0, toMs: 1 }, 1)).rejects.toMatchObject({ code: 'unexpected-shape' });
    server.handle(json({ hello: 'world' }));
    await expect(source.queryRange('q', { fromMs: 0, toMs: 1 }, 1)).rejects.toThrow("Prometheus' HTTP API");
  });
});

describe('the other calls', () => {
  it('reads instant samples', async () => {
    const result = [
      { metric: { service: 'a' }, value: [1700000000, '7'] },
      { metric: { service: 'b' }, histogram: [1700000000, {}] },
    ];
    server.handle(json({ data: { resultType: 'vector', result } }));
    expect(await source.queryInstant('up', 1_700_000_000_000)).toEqual([
      { labels: { service: 'a' }, timestampMs: 1_700_000_000_000, value: 7 },
    ]);
  });

  it('reads label values with matchers', async () => {
    server.handle(json({ data: ['a', 'b'] }));
    expect(await source.labelValues('service', ['up', 'x'], { fromMs: 0, toMs: 1 })).toEqual(['a', 'b']);
    expect(server.requests[0]?.pathname).toBe('/api/v1/label/service/values');
    expect(server.requests[0]?.searchParams.getAll('match[]')).toEqual(['up', 'x']);
  });
});

describe('chunkRange', () => {
  it('never asks for one instant twice and never leaves one out', () => {
    const chunks = chunkRange({ fromMs: 500, toMs: 500 + 7 * 2000 }, 2, 3);
    const instants = chunks.flatMap(({ fromMs, toMs }) => {
      const found = [];
      for (let atMs = fromMs; atMs <= toMs; atMs += 2000) {
        found.push(atMs);
      }
      return found;
    });
    expect(instants).toEqual([500, 2500, 4500, 6500, 8500, 10_500, 12_500, 14_500]);
    expect(chunks).toHaveLength(3);
  });
});

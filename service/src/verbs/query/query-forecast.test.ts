import { queryRequest, queryResponse } from '@vigil/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noise } from '../../../test/detection-harness.ts';
import { fakeMetrics } from '../../../test/fake-metrics.ts';
import { detectionOf } from '../../../test/goldens/detection-context.ts';
import { openDatabase } from '../../storage/database.ts';
import type { OpenedDatabase } from '../../storage/database.ts';
import { runQueries } from './run-queries.ts';

const hourMs = 3_600_000;
let opened: OpenedDatabase;
const metrics = fakeMetrics();

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
}, 120_000);
afterAll(() => opened.close());

async function ask(query: object, to = '2026-03-02T10:00:00.000Z') {
  const { context } = detectionOf(opened.database, {});
  const detector = context.catalog.find('spring-latency')!;
  const valueAt = (atMs: number): number => 0.3 + 0.02 * noise(atMs);
  metrics.queries.set(detector.query, [
    { labels: { service: 'payments' }, valueAt },
    { labels: { service: 'new' }, valueAt: (atMs) => (atMs > Date.parse('2026-03-02T09:00:00Z') ? 1 : undefined) },
  ]);
  const request = queryRequest.parse({
    from: '2026-03-02T04:00:00.000Z',
    to,
    queries: [{ refId: 'A', queryType: 'forecast', ...query }],
  });
  const telemetry = { ...context.telemetry, metrics };
  const { results } = queryResponse.parse(await runQueries({ ...context, telemetry }, request));
  return results[0]!;
}

it('answers what is expected and where the values will lie, up to the horizon', async () => {
  const { series, notice, error } = await ask({ detectorId: 'spring-latency', horizonSeconds: 7200 });
  expect(error).toBeNull();
  expect(series?.map(({ name }) => name)).toEqual(['expected', 'lower', 'upper']);
  const [expected, lower, upper] = series!;
  expect(expected).toMatchObject({ unit: 's', labels: { service: 'payments', detector: 'spring-latency' } });
  const nowMs = Date.parse('2026-03-02T10:05:00.000Z');
  expect(Math.abs(expected!.timestampsMs.at(-1)! - (nowMs + 2 * hourMs))).toBeLessThan(hourMs / 2);
  for (const [index, value] of expected!.values.entries()) {
    expect(value).toBeGreaterThan(lower!.values[index]!);
    expect(value).toBeLessThan(upper!.values[index]!);
  }
  expect(notice).toBe('1 of 2 series have too little history for a forecast.');
});

it('goes on to the end of a range that lies in the future, and never leaves what is possible', async () => {
  const { series } = await ask({ detectorId: 'spring-latency', service: 'payments' }, '2026-03-06T10:00:00.000Z');
  expect(series![0]!.timestampsMs.at(-1)).toBeGreaterThan(Date.parse('2026-03-06T09:00:00.000Z'));
  expect(Math.min(...series![1]!.values.map(Number))).toBeGreaterThanOrEqual(0);
});

it.each([
  [{}, 'invalid-request', 'must name a detector'],
  [{ detectorId: 'nope' }, 'not-found', 'nope'],
])('is refused for %j', async (query, code, detail) => {
  const { error } = await ask(query);
  expect(error).toMatchObject({ code, detail: expect.stringContaining(detail) });
});

it('carries the outage of the metrics source', async () => {
  metrics.isDown = true;
  const { error } = await ask({ detectorId: 'spring-latency' });
  expect(error).toMatchObject({ code: 'telemetry-unavailable' });
});

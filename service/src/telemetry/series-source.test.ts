import { expect, it } from 'vitest';
import { fakeMetrics } from '../../test/fake-metrics.ts';
import { createSeriesSource } from './series-source.ts';
import type { LogsSource, MetricSeries } from './telemetry.ts';

const range = { fromMs: 0, toMs: 60_000 };
const counted: MetricSeries[] = [
  { labels: { service: 'shop' }, timestampsMs: Float64Array.of(0), values: Float64Array.of(3) },
];

function logsThatAnswer(asked: string[]): LogsSource {
  return {
    queryMetricRange: (query: string) => {
      asked.push(query);
      return Promise.resolve(counted);
    },
  } as unknown as LogsSource;
}

it('asks Loki what begins with logs:, without that, and Prometheus all else', async () => {
  const asked: string[] = [];
  const metrics = fakeMetrics();
  metrics.queryRange = (query) => {
    asked.push(`metrics ${query}`);
    return Promise.resolve([]);
  };
  const source = createSeriesSource(metrics, logsThatAnswer(asked));

  expect(await source.queryRange('logs: sum(count_over_time({a="b"}[1m]))', range, 60)).toEqual(counted);
  expect(await source.queryRange('up', range, 60)).toEqual([]);
  expect(asked).toEqual(['sum(count_over_time({a="b"}[1m]))', 'metrics up']);
});

it('says what is missing when there is no Loki', async () => {
  const source = createSeriesSource(fakeMetrics(), null);
  await expect(source.queryRange('logs: rate({a="b"}[1m])', range, 60)).rejects.toMatchObject({
    source: 'logs',
    code: 'not-configured',
    message: expect.stringContaining('LOKI_URL'),
  });
});

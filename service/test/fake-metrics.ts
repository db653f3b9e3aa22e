import type { Labels } from '@vigil/contract';
import { createSourceHealth } from '../src/telemetry/source-health.ts';
import { TelemetryError } from '../src/telemetry/telemetry-error.ts';
import type { MetricSeries, MetricsSource, TimeRange } from '../src/telemetry/telemetry.ts';

export interface FakeSeries {
  labels: Labels;
  /** NaN or undefined: no sample at that time. */
  valueAt: (timestampMs: number) => number | undefined;
}

export interface FakeMetrics extends MetricsSource {
  /** Answers by query; a query that is not here has no series. */
  readonly queries: Map<string, FakeSeries[]>;
  isDown: boolean;
  /** Scraping stood still from … to. */
  readonly scrapeGaps: TimeRange[];
  /** Samples that come beyond the range that was asked for. */
  futureSteps: number;
}

/** A metrics source whose series are functions of time. */
export function fakeMetrics(): FakeMetrics {
  const health = createSourceHealth();
  const fake: FakeMetrics = {
    health,
    queries: new Map(),
    isDown: false,
    scrapeGaps: [],
    futureSteps: 0,
    queryRange: (query, range, stepSeconds) =>
      health.observe(async () => {
        if (fake.isDown) {
          throw unreachable();
        }
        return query.startsWith('time()')
          ? [seriesOf({ labels: {}, valueAt: (timestampMs) => ageSeconds(fake, timestampMs) }, range, stepSeconds, 0)]
          : (fake.queries.get(query) ?? [])
              .map((series) => seriesOf(scraped(fake, series), range, stepSeconds, fake.futureSteps))
              .filter(({ values }) => values.length > 0);
      }),
    queryInstant: (query, atMs) =>
      health.observe(async () => {
        if (fake.isDown) {
          throw unreachable();
        }
        return (fake.queries.get(query) ?? []).flatMap(({ labels, valueAt }) => {
          const value = valueAt(atMs);
          return value === undefined ? [] : [{ labels, timestampMs: atMs, value }];
        });
      }),
    labelValues: () => Promise.resolve([]),
    probe: () => Promise.resolve(),
  };
  return fake;
}

function unreachable(): TelemetryError {
  return new TelemetryError('metrics', 'unreachable', 'http://fake cannot be reached (ECONNREFUSED).');
}

function scraped({ scrapeGaps }: FakeMetrics, series: FakeSeries): FakeSeries {
  return { ...series, valueAt: (atMs) => (inGap(scrapeGaps, atMs) ? undefined : series.valueAt(atMs)) };
}

function ageSeconds({ scrapeGaps }: FakeMetrics, timestampMs: number): number {
  const gap = inGap(scrapeGaps, timestampMs);
  return gap === undefined ? 1 : (timestampMs - gap.fromMs) / 1000;
}

function inGap(gaps: readonly TimeRange[], timestampMs: number): TimeRange | undefined {
  return gaps.find(({ fromMs, toMs }) => timestampMs >= fromMs && timestampMs <= toMs);
}

function seriesOf(
  { labels, valueAt }: FakeSeries,
  range: TimeRange,
  stepSeconds: number,
  beyond: number
): MetricSeries {
  const timestampsMs: number[] = [];
  const values: number[] = [];
  for (let atMs = range.fromMs; atMs <= range.toMs + beyond * stepSeconds * 1000; atMs += stepSeconds * 1000) {
    const value = valueAt(atMs);
    if (value !== undefined) {
      timestampsMs.push(atMs);
      values.push(value);
    }
  }
  return { labels, timestampsMs: Float64Array.from(timestampsMs), values: Float64Array.from(values) };
}

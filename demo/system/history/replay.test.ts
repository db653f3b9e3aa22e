import { beforeAll, describe, expect, it } from 'vitest';
import { entryPoints, trafficLevelAt } from '../model/traffic.ts';
import { createReplay, type Replay } from './replay.ts';

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 17, 12);

type Values = Map<string, number>;

function valuesOf({ series, totals }: Replay): Values {
  return new Map(
    series.flatMap(({ labels, read }) =>
      read(totals).map((value, index) => [JSON.stringify(labels[index]), value] as const)
    )
  );
}

function sumOf(values: Values, name: string, wanted: Record<string, string> = {}): number {
  let sum = 0;
  for (const [key, value] of values) {
    const labels = JSON.parse(key) as Record<string, string>;
    const matches = Object.entries(wanted).every(([label, text]) => labels[label] === text);
    sum += labels['__name__'] === name && matches ? value : 0;
  }
  return sum;
}

async function playHour({ seed = 1, loadFactor = 1 } = {}) {
  const replay = await createReplay({ seed, loadFactor, tapeLength: 2000 });
  const snapshots: Values[] = [];
  for (let minute = 0; minute < 60; minute++) {
    replay.play(startMs + minute * minuteMs, startMs + (minute + 1) * minuteMs);
    snapshots.push(valuesOf(replay));
  }
  return { snapshots, end: snapshots.at(-1) as Values };
}

describe('createReplay', { timeout: 30_000 }, () => {
  let hour: Awaited<ReturnType<typeof playHour>>;
  beforeAll(async () => {
    hour = await playHour();
  }, 30_000);

  it('never lets a counter fall', () => {
    hour.snapshots.slice(1).forEach((values, index) => {
      for (const [key, value] of values) {
        expect(value).toBeGreaterThanOrEqual(hour.snapshots[index]?.get(key) as number);
      }
    });
  });

  it('keeps histograms consistent: buckets rise to the count', () => {
    const histograms = [...hour.end.keys()].map((key) => JSON.parse(key) as Record<string, string>);
    const infinite = histograms.filter(({ le }) => le === '+Inf');
    expect(infinite.length).toBeGreaterThan(15);
    for (const { le: _, __name__: bucketName = '', ...labels } of infinite) {
      const buckets = [...hour.end].filter(([key]) => {
        const { le, __name__, ...rest } = JSON.parse(key) as Record<string, string>;
        return le !== undefined && __name__ === bucketName && JSON.stringify(rest) === JSON.stringify(labels);
      });
      const counts = buckets.map(([, count]) => count);
      expect(counts).toEqual(counts.toSorted((left, right) => left - right));
      expect(counts.at(-1)).toBe(sumOf(hour.end, bucketName.replace(/_bucket$/, '_count'), labels));
    }
  });

  it('counts as many durations as requests, and as many requests at callees as callers made', () => {
    const requests = (service: string, labels = {}) => sumOf(hour.end, 'http_requests_total', { service, ...labels });
    expect(sumOf(hour.end, 'http_request_duration_seconds_count')).toBe(sumOf(hour.end, 'http_requests_total'));
    const ordersPlaced = requests('orders', { method: 'POST' });
    const ordersLost = requests('orders', { method: 'POST', status: '500' });
    expect(sumOf(hour.end, 'http_server_requests_seconds_count')).toBe(ordersPlaced - ordersLost);
    expect(requests('catalog', { status: '500' })).toBeLessThanOrEqual(requests('gateway', { status: '502' }));
  });

  it('has the traffic of the running system', () => {
    const hourly = entryPoints.reduce((sum, { meanRate }) => sum + meanRate, 0) * 3600;
    const level = trafficLevelAt(1, startMs + 30 * minuteMs);
    expect(sumOf(hour.end, 'http_requests_total', { service: 'gateway' }) / (hourly * level)).toBeCloseTo(1, 1);
  });

  it('has a small share of errors at every service', () => {
    const errors = (service: string) =>
      ['500', '502', '503'].reduce(
        (sum, status) => sum + sumOf(hour.end, 'http_requests_total', { service, status }),
        0
      );
    for (const service of ['gateway', 'orders', 'catalog', 'ai-engine', 'executor', 'llm-gateway']) {
      const ratio = errors(service) / sumOf(hour.end, 'http_requests_total', { service });
      expect(ratio).toBeGreaterThan(0.002);
      expect(ratio).toBeLessThan(0.011);
    }
  });

  it('answers from the cache for most completions', () => {
    const [hits, misses] = ['fluxai_cache_hits_total', 'fluxai_cache_misses_total'].map((name) =>
      sumOf(hour.end, name)
    );
    expect((hits as number) / ((hits as number) + (misses as number))).toBeCloseTo(0.62, 1);
  });

  it('repeats itself for the same seed, not for another', async () => {
    const [same, other] = await Promise.all([playHour(), playHour({ seed: 2 })]);
    expect(same.end).toEqual(hour.end);
    expect(other.end).not.toEqual(hour.end);
  });

  it('follows the load factor', async () => {
    const { end } = await playHour({ loadFactor: 0.5 });
    const ratio = sumOf(end, 'http_requests_total') / sumOf(hour.end, 'http_requests_total');
    expect(ratio).toBeCloseTo(0.5, 2);
  });

  it('says that every target was up', async () => {
    const { levels } = await createReplay({ seed: 1, loadFactor: 1, tapeLength: 1 });
    const up = levels.filter(({ labels }) => labels['__name__'] === 'up');
    expect(up.map(({ valueAt }) => valueAt(startMs))).toEqual(Array<number>(7).fill(1));
  });
});

import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detector, noise, startDetection, stepSeconds } from '../../test/detection-harness.ts';
import type { FakeSeries } from '../../test/fake-metrics.ts';
import { openDatabase } from '../storage/database.ts';
import type { OpenedDatabase } from '../storage/database.ts';
import { listSeriesStates } from '../storage/repositories/series-state.ts';
import { createModelCache } from './model-cache.ts';
import { scoreRange } from './score-range.ts';

const startMs = Date.parse('2026-03-02T10:00:00.000Z');
const labels = { service: 'payments' };
const silent = pino({ level: 'silent' });

/** Seconds after the start at which latency is ten times what is usual. */
const slowBetween =
  (fromSeconds: number, toSeconds: number): FakeSeries['valueAt'] =>
  (timestampMs) => {
    const seconds = (timestampMs - startMs) / 1000;
    const isSlow = seconds >= fromSeconds && seconds < toSeconds;
    return (isSlow ? 2 : 0.2) + 0.02 * noise(timestampMs);
  };
const usual = slowBetween(0, 0);
const latency = detector('latency', 'latency', { direction: 'up', minDeviation: 0.05 });
const traffic = detector('traffic', 'traffic');

let opened: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
}, 60_000);
afterAll(() => opened.close());
beforeEach(async () => {
  for (const table of ['anomalies', 'seriesState', 'models', 'scoringShards', 'replicas'] as const) {
    await opened.database.deleteFrom(table).execute();
  }
});

const start = (valueAt: FakeSeries['valueAt']) =>
  startDetection(opened.database, [latency], { latency: [{ labels, valueAt }] });

describe('a fault', () => {
  it('becomes one anomaly that begins with the deviation, lasts as long as it, and ends with it', async () => {
    const { scoreFor, anomalies } = await start(slowBetween(120, 600));
    await scoreFor(105);
    expect(await anomalies()).toEqual([]);
    await scoreFor(300);
    const [open] = await anomalies();
    expect(open).toMatchObject({ service: 'payments', status: 'open', severity: 'critical', agreed: true });
    expect(Date.parse(open?.onsetAt ?? '') - startMs).toBe(120_000);
    expect(Date.parse(open?.detectedAt ?? '') - startMs).toBeLessThanOrEqual(150_000);
    expect(open?.explanation.summary).toContain('latency of payments is 2');
    await scoreFor(600);
    const all = await anomalies();
    expect(all).toHaveLength(1);
    expect(all[0]?.status).toBe('closed');
    expect(Date.parse(all[0]?.endedAt ?? '') - startMs).toBe(585_000);
  });

  it('is not found where there is none', async () => {
    const { scoreFor, anomalies, status } = await start(usual);
    await scoreFor(1200);
    expect(await anomalies()).toEqual([]);
    expect(status.current().state).toBe('ok');
  });

  it('gets the same scores when the range is read afterwards', async () => {
    const { scoreFor, metrics } = await start(slowBetween(300, 420));
    await scoreFor(600);
    const range = { fromMs: startMs + 240_000, toMs: startMs + 600_000 };
    const { series } = await scoreRange(createModelCache(opened.database, silent), metrics, latency, range, 1000);
    const [state] = await listSeriesStates(opened.database);
    expect(series[0]?.scores.at(-1)).toBeCloseTo(state?.lastScore ?? Number.NaN, 10);
    expect(Math.max(...(series[0]?.scores ?? []).map((score) => score ?? 0))).toBeGreaterThan(2);
  });
});

describe('an outage of the metrics source', () => {
  it('is reported, loses no step, and finds afterwards what happened meanwhile', async () => {
    const { scoreFor, anomalies, metrics, status, clock } = await start(slowBetween(120, 300));
    await scoreFor(60);
    metrics.isDown = true;
    await scoreFor(30);
    const downSince = status.current().since;
    expect(status.current().state).toBe('down');
    expect(status.current().message).toContain('cannot be reached');
    await scoreFor(600);
    expect(status.current().since).toEqual(downSince);
    expect(await anomalies()).toEqual([]);
    metrics.isDown = false;
    await scoreFor(stepSeconds);
    expect(status.current().state).toBe('ok');
    const [anomaly, ...others] = await anomalies();
    expect(others).toEqual([]);
    expect(anomaly).toMatchObject({ status: 'closed' });
    expect(Date.parse(anomaly?.onsetAt ?? '') - startMs).toBe(120_000);
    const [state] = await listSeriesStates(opened.database);
    expect(state?.lastTimestamp).toEqual(clock.now());
  });

  it('does not take series for gone that nobody scraped, and says that there is nothing fresh', async () => {
    const valueAt = (timestampMs: number): number => 100 + 10 * noise(timestampMs);
    const harness = await startDetection(opened.database, [traffic], { traffic: [{ labels, valueAt }] });
    await harness.scoreFor(60);
    harness.metrics.scrapeGaps.push({ fromMs: startMs + 60_000, toMs: startMs + 1_200_000 });
    await harness.scoreFor(900);
    expect(harness.status.current()).toMatchObject({ state: 'down' });
    expect(harness.status.current().message).toContain('no fresh samples');
    await harness.scoreFor(900);
    expect(await harness.anomalies()).toEqual([]);
    expect(harness.status.current().state).toBe('ok');
  });
});

describe('a restart', () => {
  it('goes on with an open anomaly where it stopped', async () => {
    const harness = await start(slowBetween(120, 900));
    await harness.scoreFor(240);
    const [before] = await harness.anomalies();
    await harness.restart();
    harness.clock.advanceSeconds(300);
    await harness.scoreFor(60);
    const after = await harness.anomalies();
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ id: before?.id, status: 'open', onsetAt: before?.onsetAt });
    await harness.scoreFor(600);
    expect((await harness.anomalies())[0]).toMatchObject({ id: before?.id, status: 'closed' });
  });

  it('repeats a round that could not be saved', async () => {
    const harness = await start(slowBetween(120, 900));
    await harness.scoreFor(105);
    harness.clock.advanceSeconds(60);
    const broken = () => Promise.reject(new Error('disk full'));
    await expect(harness.runtime.score(harness.clock.now().getTime(), broken)).rejects.toThrow('disk full');
    expect(harness.status.current()).toMatchObject({ state: 'down', message: 'Scores cannot be saved: disk full' });
    expect(await harness.anomalies()).toEqual([]);
    await harness.scoreFor(stepSeconds);
    expect(await harness.anomalies()).toHaveLength(1);
    expect(harness.status.current().state).toBe('ok');
  });
});

describe('odd series', () => {
  it('reports a series that is gone while others are still scraped', async () => {
    const goneFromMs = startMs + 120_000;
    const harness = await startDetection(opened.database, [traffic], {
      traffic: [
        { labels, valueAt: (atMs) => (atMs >= goneFromMs ? undefined : 100 + 10 * noise(atMs)) },
        { labels: { service: 'orders' }, valueAt: (atMs) => 50 + 5 * noise(atMs) },
      ],
    });
    await harness.scoreFor(600);
    const found = await harness.anomalies();
    expect(found.map(({ service, value }) => [service, value])).toEqual([['payments', null]]);
    expect(found[0]?.explanation.summary).toContain('has no values any more');
  });

  it('does not call latency gone where there is no traffic', async () => {
    const { scoreFor, anomalies } = await start((atMs) => (atMs > startMs + 60_000 ? Number.NaN : usual(atMs)));
    await scoreFor(900);
    expect(await anomalies()).toEqual([]);
  });

  it('bears gaps and NaN without an anomaly', async () => {
    const { scoreFor, anomalies } = await start((atMs) =>
      Math.floor(atMs / 15_000) % 3 === 0 ? Number.NaN : usual(atMs)
    );
    await scoreFor(600);
    expect(await anomalies()).toEqual([]);
  });

  it('does not believe samples from the future, and counts them', async () => {
    const { scoreFor, metrics, serviceMetrics, anomalies } = await start(slowBetween(600, 900));
    metrics.futureSteps = 40;
    await scoreFor(300);
    expect(await anomalies()).toEqual([]);
    const exposed = await serviceMetrics.registry.getSingleMetricAsString('vigil_detector_future_samples_total');
    expect(Number(/ (\d+)$/.exec(exposed)?.[1])).toBe(800);
  });

  it('waits for enough history and then learns', async () => {
    const bornMs = startMs - 600_000;
    const harness = await start((atMs) => (atMs < bornMs ? undefined : usual(atMs)));
    await harness.scoreFor(300);
    const [young] = await listSeriesStates(opened.database);
    expect(young?.lastScore).toBeNull();
    harness.clock.advanceSeconds(3000);
    await harness.runtime.rediscover(harness.clock.now().getTime());
    await harness.scoreFor(60);
    const [grown] = await listSeriesStates(opened.database);
    expect(grown?.lastScore).not.toBeNull();
  });

  it('scores the other detectors when the query of one is refused', async () => {
    const broken = detector('broken', 'errors');
    const harness = await startDetection(opened.database, [latency, broken], {
      latency: [{ labels, valueAt: slowBetween(60, 600) }],
    });
    const { queryRange } = harness.metrics;
    harness.metrics.queryRange = (query, ...rest) =>
      query === 'broken' ? Promise.reject(new Error('parse error')) : queryRange(query, ...rest);
    await harness.scoreFor(240);
    expect(await harness.anomalies()).toHaveLength(1);
    expect(harness.status.current()).toMatchObject({
      state: 'ok',
      message: 'scores are up to date except those of broken: parse error',
      failing: [{ id: 'broken', message: 'parse error' }],
    });
  });
});

describe('two replicas', () => {
  it('score once', async () => {
    const first = await start(usual);
    const second = await start(usual);
    const nowMs = first.clock.now().getTime() + stepSeconds * 1000;
    expect(await first.runtime.score(nowMs, () => Promise.resolve())).toBe(true);
    expect(await second.runtime.score(nowMs, () => Promise.resolve())).toBe(false);
    await first.runtime.release();
    expect(await second.runtime.score(nowMs, () => Promise.resolve())).toBe(true);
    expect(await first.runtime.score(nowMs, () => Promise.resolve())).toBe(false);
  });

  it('tell the same about detection, whichever of them scores', async () => {
    const first = await start(usual);
    const second = await start(usual);
    first.metrics.isDown = true;
    await first.scoreFor(30);
    await second.scoreFor(30);
    expect(first.status.current().state).toBe('down');
    expect(second.status.current()).toEqual(first.status.current());
    first.metrics.isDown = false;
    await first.scoreFor(15);
    await second.scoreFor(15);
    expect(second.status.current()).toMatchObject({ state: 'ok', message: 'scores are up to date' });
    expect(second.runtime.overview()).toMatchObject({ series: 1, trained: 1, lastScoredAt: first.clock.now() });
    expect(second.runtime.overview()).toEqual(first.runtime.overview());
  });
});

import type { BacktestIncident } from '@vigil/contract';
import { expect, it } from 'vitest';
import { detector, noise } from '../../../test/detection-harness.ts';
import { fakeMetrics } from '../../../test/fake-metrics.ts';
import type { FakeSeries } from '../../../test/fake-metrics.ts';
import { runBacktest } from './run-backtest.ts';
import type { BacktestOrder } from './run-backtest.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const toMs = Date.parse('2026-03-20T00:00:00.000Z');
const range = { fromMs: toMs - 3 * dayMs, toMs };
const faultMs = toMs - 1.5 * dayMs;

const daily = (atMs: number): number => 10 + 3 * Math.sin((2 * Math.PI * atMs) / dayMs) + 0.4 * noise(atMs);
const quiet: FakeSeries = { labels: { service: 'orders' }, valueAt: daily };
const broken: FakeSeries = {
  labels: { service: 'payments' },
  valueAt: (atMs) => daily(atMs + 7) * (atMs >= faultMs && atMs < faultMs + hourMs ? 2.5 : 1),
};

function incident(openedMs: number, service = 'payments'): BacktestIncident {
  const id = `${service}-${openedMs}`;
  const [openedAt, endedAt] = [openedMs, openedMs + hourMs].map((atMs) => new Date(atMs).toISOString());
  return { id, number: 7, title: 'Slow', service, openedAt: openedAt!, endedAt: endedAt! };
}

function replay(series: FakeSeries[], changes: Partial<BacktestOrder> = {}) {
  const metrics = fakeMetrics();
  metrics.queries.set('latency', series);
  return runBacktest({
    metrics,
    detector: { ...detector('latency', 'latency', { trainingWindowSeconds: 4 * 86_400 }), stepSeconds: 300 },
    range,
    settings: {
      retrainHours: 24,
      rateWindowSeconds: 120,
      unobservableAfterSeconds: 900,
      joinWindowSeconds: 900,
      maxSeries: 200,
    },
    incidentsOf: () => Promise.resolve([]),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...changes,
  });
}

const ownLevel = 2;

it('lists what would have been found, and how early the known incidents', async () => {
  const known = [incident(faultMs + hourMs / 2), incident(faultMs + dayMs)];
  const result = await replay([quiet, broken], { incidentsOf: () => Promise.resolve(known) });
  expect(result).toMatchObject({ seriesFound: 2, seriesReplayed: 2, stepSeconds: 300, retrainSeconds: 86_400 });
  const level = result.levels[ownLevel]!;
  expect(level.sensitivity).toBe(1);
  const fire = level.fires.find(({ service }) => service === 'payments');
  expect(Date.parse(fire!.onsetAt)).toBe(faultMs);
  expect(Date.parse(fire!.detectedAt) - faultMs).toBeLessThanOrEqual(900_000);
  expect(fire).toMatchObject({ severity: 'critical', incidentId: known[0]!.id });
  expect(level.caught).toEqual([{ incidentId: known[0]!.id, leadSeconds: expect.any(Number) }]);
  expect(level.caught[0]!.leadSeconds).toBeGreaterThan(900);
  expect(level.missedIncidentIds).toEqual([known[1]!.id]);
}, 60_000);

it('replays the model that the detector has', async () => {
  const options = { trainingWindowSeconds: 4 * 86_400, model: 'absence' };
  const { levels } = await replay([broken], {
    detector: { ...detector('latency', 'latency', options), stepSeconds: 300 },
  });
  expect(levels[ownLevel]!.fires).toEqual([]);
}, 60_000);

it('finds no less at a higher sensitivity', async () => {
  const { levels } = await replay([quiet, broken]);
  const counts = levels.map(({ fireCount }) => fireCount);
  expect(counts).toEqual([...counts].sort((first, second) => first - second));
  expect(levels.map(({ sensitivity }) => sensitivity)).toEqual([0.5, 0.7, 1, 1.4, 2]);
}, 60_000);

it('never looks ahead: what comes later changes nothing about what came before', async () => {
  const early = { ...range, toMs: faultMs + 2 * hourMs };
  const later: FakeSeries = {
    ...broken,
    valueAt: (atMs) => broken.valueAt(atMs)! * (atMs > early.toMs ? 40 : 1),
  };
  const [cut, full] = [await replay([broken], { range: early }), await replay([later])];
  const before = full.levels.map(({ fires }) =>
    fires
      .filter(({ onsetAt }) => Date.parse(onsetAt) <= faultMs + hourMs)
      .map(({ onsetAt, peakScore }) => [onsetAt, peakScore])
  );
  expect(before).toEqual(cut.levels.map(({ fires }) => fires.map(({ onsetAt, peakScore }) => [onsetAt, peakScore])));
}, 60_000);

it('replays the series that vary most, and says how many it left out', async () => {
  const still = Array.from({ length: 5 }, (_, index) => ({ labels: { service: `s${index}` }, valueAt: () => 1 }));
  const settings = {
    retrainHours: 24,
    rateWindowSeconds: 120,
    unobservableAfterSeconds: 900,
    joinWindowSeconds: 900,
    maxSeries: 2,
  };
  const result = await replay([...still, quiet, broken], { settings });
  expect(result).toMatchObject({ seriesFound: 7, seriesReplayed: 2 });
  expect(result.notices).toContain('Only the 2 of 7 series that vary most were replayed.');
  expect(result.levels[ownLevel]!.fires.map(({ service }) => service)).toContain('payments');
}, 60_000);

it('says how many series it could not learn', async () => {
  const { notices } = await replay([
    quiet,
    { labels: { service: 'new' }, valueAt: (atMs) => (atMs > toMs - hourMs ? 1 : undefined) },
  ]);
  expect(notices).toContain('1 of 2 series had too few samples to learn from.');
}, 60_000);

it('says so when the query finds nothing', async () => {
  const result = await replay([]);
  expect(result.notices[0]).toContain('found no series');
  expect(result.levels.every(({ fireCount }) => fireCount === 0)).toBe(true);
}, 60_000);

it('stops when it is cancelled', async () => {
  const stopping = new AbortController();
  const reason = new Error('cancelled');
  const running = replay([quiet, broken], {
    signal: stopping.signal,
    onProgress: (progress) => progress >= 0.3 && stopping.abort(reason),
  });
  await expect(running).rejects.toBe(reason);
}, 60_000);

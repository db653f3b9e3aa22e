import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detector, noise, startDetection, stepSeconds } from '../../../test/detection-harness.ts';
import type { DetectionHarness } from '../../../test/detection-harness.ts';
import type { FakeSeries } from '../../../test/fake-metrics.ts';
import { openDatabase } from '../../storage/database.ts';
import type { OpenedDatabase } from '../../storage/database.ts';
import { createModelCache } from '../model-cache.ts';
import { scoreRange } from '../score-range.ts';
import type { TrackedSeries } from '../tracked-series.ts';

const startMs = Date.parse('2026-03-02T10:00:00.000Z');
const stepMs = stepSeconds * 1000;
const latency = detector('latency', 'latency', { direction: 'up' });
const traffic = detector('traffic', 'traffic');
const usual: FakeSeries['valueAt'] = (atMs) => 0.2 + 0.02 * noise(atMs);
const seriesOf = (service: string, valueAt: FakeSeries['valueAt']): FakeSeries => ({ labels: { service }, valueAt });

let opened: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
}, 120_000);
afterAll(() => opened.close());
beforeEach(async () => {
  for (const table of ['anomalies', 'seriesState', 'models', 'scoringShards', 'replicas'] as const) {
    await opened.database.deleteFrom(table).execute();
  }
});

const standing = ({ key, model, interval, silentMs, lastTimestampMs, openAnomalyId }: TrackedSeries) => ({
  key,
  scorer: model?.state(),
  interval,
  silentMs,
  lastTimestampMs,
  openAnomalyId,
});
const standings = ({ runtime }: DetectionHarness) => structuredClone(runtime.series.all().map(standing));
const find = ({ runtime }: DetectionHarness, service: string): TrackedSeries => {
  const found = runtime.series.all().find((series) => series.service === service);
  expect(found).toBeDefined();
  return found!;
};

describe('a replica that takes over', () => {
  it('goes on exactly where the other stood, whether that was written as a checkpoint or has to be replayed', async () => {
    const slowFromMs = startMs + 10 * stepMs;
    const harness = await startDetection(opened.database, [latency, traffic], {
      latency: [
        seriesOf('payments', (atMs) => (atMs >= slowFromMs ? 2 : 0.2) + 0.02 * noise(atMs)),
        seriesOf('orders', (atMs) => (Math.floor(atMs / stepMs) % 3 === 0 ? undefined : usual(atMs))),
      ],
      traffic: [seriesOf('orders', (atMs) => 50 + 5 * noise(atMs))],
    });
    let replayed = 0;
    for (let step = 0; step < 24; step += 1) {
      await harness.scoreFor(stepSeconds);
      const before = standings(harness);
      replayed += harness.runtime.series.shards().reduce((total, { journalLength }) => total + journalLength, 0);
      await harness.restart();
      await harness.runtime.renew(harness.clock.now().getTime());
      expect(standings(harness)).toEqual(before);
    }
    expect(replayed).toBeGreaterThan(24);
    expect((await harness.anomalies()).map(({ status }) => status)).toEqual(['open']);
  });

  it('keeps the one before it from saving what it scored meanwhile', async () => {
    const harness = await startDetection(opened.database, [latency], { latency: [seriesOf('payments', usual)] });
    await harness.scoreFor(2 * stepSeconds);
    const shardsNow = () => opened.database.selectFrom('scoringShards').select(['scoredThrough', 'fencing']).execute();
    const [before] = await shardsNow();
    const isTaken = harness.metrics.queryRange;
    harness.metrics.queryRange = async (...query) => {
      // While it waits for the answer it is believed to be dead.
      await opened.database
        .updateTable('scoringShards')
        .set({ owner: 'other', fencing: before!.fencing + 1 })
        .execute();
      return isTaken(...query);
    };
    await harness.scoreFor(stepSeconds);
    expect(await shardsNow()).toEqual([{ scoredThrough: before?.scoredThrough, fencing: before!.fencing + 1 }]);
    expect(harness.runtime.series.shards()).toEqual([]);
    const exposed = await harness.serviceMetrics.registry.getSingleMetricAsString('vigil_scoring_lost_shards_total');
    expect(exposed).toContain('vigil_scoring_lost_shards_total 1');
  });
});

describe('two replicas', () => {
  it('share the detectors, tell who scores what, and that a part stands still where one of them does', async () => {
    const series = {
      latency: [seriesOf('payments', usual)],
      traffic: [seriesOf('orders', (atMs: number) => 50 + 5 * noise(atMs)), seriesOf('stock', usual)],
    };
    const first = await startDetection(opened.database, [latency, traffic], series);
    const second = await startDetection(opened.database, [latency, traffic], series);
    const nowMs = first.clock.now().getTime();
    await first.runtime.renew(nowMs);
    await second.runtime.renew(nowMs);
    await first.scoreFor(stepSeconds);
    await second.scoreFor(stepSeconds);
    const owned = [first, second].map(({ runtime }) => runtime.series.shards().map(({ detectorId }) => detectorId));
    expect(owned).toEqual([['latency'], ['traffic']]);
    const { series: watched, replicas } = second.runtime.overview();
    expect(watched).toBe(3);
    expect(replicas.map((replica) => [replica.shards, replica.series]).sort()).toEqual([
      [1, 1],
      [1, 2],
    ]);

    second.metrics.isDown = true;
    await second.scoreFor(stepSeconds);
    await first.scoreFor(stepSeconds);
    const told = [first, second].map(({ status }) => status.current());
    expect(told[0]).toMatchObject({ state: 'down', message: expect.stringContaining('cannot be reached') });
    expect(told[1]).toEqual(told[0]);

    await second.runtime.release();
    await first.scoreFor(stepSeconds);
    expect(first.runtime.series.shards()).toHaveLength(2);
    expect(first.status.current().state).toBe('ok');
    expect(first.runtime.overview().replicas).toMatchObject([{ shards: 2, series: 3 }]);
  });
});

describe('a detector of very many series', () => {
  it('is split among shards, each series in one of them, and none is lost when they change hands', async () => {
    const count = 11_000;
    const isBorn = (atMs: number): number | undefined => (atMs > startMs ? usual(atMs) : undefined);
    const latencies = Array.from({ length: count }, (_, index) => seriesOf(`service-${index}`, isBorn));
    const harness = await startDetection(opened.database, [latency], { latency: latencies });
    const storedSeries = () => opened.database.selectFrom('seriesState').select('seriesKey').execute();
    for (let step = 1; step <= 3; step += 1) {
      await harness.scoreFor(stepSeconds);
      expect(await storedSeries()).toHaveLength(count);
      const rows = await opened.database.selectFrom('scoringShards').select(['part', 'parts', 'series']).execute();
      expect(rows.map(({ part, parts }) => `${part} of ${parts}`).sort()).toEqual(
        ['0', '1', '2', '3'].map((part) => `${part} of 4`)
      );
      expect(rows.reduce((total, { series }) => total + series, 0)).toBe(count);
      await harness.restart();
      await harness.runtime.renew(harness.clock.now().getTime());
      const scoredMs = new Set(harness.runtime.series.all().map(({ lastTimestampMs }) => lastTimestampMs));
      expect(harness.runtime.series.all()).toHaveLength(count);
      expect([...scoredMs]).toEqual([startMs + step * stepMs]);
    }
  });
});

describe('a sample that comes late', () => {
  it('by one step is scored in its place all the same', async () => {
    let nowMs = startMs;
    const late: FakeSeries['valueAt'] = (atMs) => (atMs > Math.max(startMs, nowMs - stepMs) ? undefined : usual(atMs));
    const harness = await startDetection(opened.database, [latency], {
      latency: [seriesOf('late', late), seriesOf('punctual', usual)],
    });
    nowMs += stepMs;
    await harness.scoreFor(stepSeconds);
    for (let step = 0; step < 12; step += 1) {
      nowMs = harness.clock.now().getTime() + stepMs;
      await harness.scoreFor(stepSeconds);
      expect(find(harness, 'late').lastTimestampMs).toBe(nowMs - stepMs);
    }
    nowMs += 2 * stepMs;
    await harness.scoreFor(stepSeconds);
    const { key: _late, ...scored } = standing(find(harness, 'late'));
    const { key: _punctual, ...inTime } = standing(find(harness, 'punctual'));
    expect(scored).toEqual(inTime);
  });

  it('by more counts as missing, and does not disturb what was scored since', async () => {
    const missedMs = startMs + 4 * stepMs;
    let isThere = false;
    const harness = await startDetection(opened.database, [latency], {
      latency: [seriesOf('payments', (atMs) => (atMs === missedMs && !isThere ? undefined : usual(atMs)))],
    });
    await harness.scoreFor(8 * stepSeconds);
    const before = standings(harness);
    isThere = true;
    await harness.restart();
    await harness.runtime.renew(harness.clock.now().getTime());
    expect(standings(harness)).toEqual(before);
  });
});

describe('a detector whose step changes', () => {
  it.each([5, 60])('to %i seconds goes on with what it has learned and leaves no time out', async (changedSeconds) => {
    const harness = await startDetection(opened.database, [latency], {
      latency: [seriesOf('payments', (atMs) => (atMs >= startMs + 60_000 ? 2 : 0.2) + 0.02 * noise(atMs))],
    });
    await harness.scoreFor(150);
    const [open] = await harness.anomalies();
    const learned = find(harness, 'payments').model;
    harness.detectors = [{ ...latency, stepSeconds: changedSeconds }];
    await harness.scoreFor(120);
    expect(find(harness, 'payments').model).toBe(learned);
    expect(find(harness, 'payments').lastTimestampMs).toBe(
      Math.floor((startMs + 270_000) / (changedSeconds * 1000)) * changedSeconds * 1000
    );
    expect(await harness.anomalies()).toMatchObject([{ id: open?.id, status: 'open' }]);
  });
});

describe('scores that are computed afterwards', () => {
  it('are the ones that were given live, with gaps, restarts and an outage of the source in between', async () => {
    const gaps: FakeSeries['valueAt'] = (atMs) => (noise(atMs * 3) > 0.35 ? undefined : usual(atMs));
    const learnedFrom = { ...latency, options: { ...latency.options, trainingWindowSeconds: 7200 } };
    const series = { latency: [seriesOf('payments', gaps)] };
    // Learned at the step at which it is scored, so that live scores begin with the past that a range begins with.
    const settings = { trainingStepSeconds: stepSeconds };
    const harness = await startDetection(opened.database, [learnedFrom], series, settings);
    const live = new Map<number, number | null>();
    for (let step = 1; step <= 120; step += 1) {
      harness.metrics.isDown = step > 70 && step < 75;
      if (step % 17 === 0) {
        await harness.restart();
      }
      await harness.scoreFor(stepSeconds);
      const { lastPoint } = find(harness, 'payments');
      if (lastPoint !== null) {
        live.set(lastPoint.timestampMs, lastPoint.score);
      }
    }
    const range = { fromMs: startMs + 20 * 60_000, toMs: startMs + 120 * stepMs };
    const cache = createModelCache(opened.database, { warn: () => undefined } as never);
    const scored = await scoreRange(cache, harness.metrics, learnedFrom, range, 1000);
    const [batch] = scored.series;
    const compared = (batch?.timestampsMs ?? []).flatMap((atMs, index) =>
      live.has(atMs) ? [[batch?.scores[index], live.get(atMs)] as const] : []
    );
    expect(compared.length).toBeGreaterThan(20);
    compared.forEach(([afterwards, streamed]) => expect(afterwards).toBeCloseTo(streamed ?? Number.NaN, 3));
  });
});

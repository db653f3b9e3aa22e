import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detector, noise, startDetection } from '../../test/detection-harness.ts';
import type { FakeSeries } from '../../test/fake-metrics.ts';
import { toJson } from '../storage/json.ts';
import { openDatabase } from '../storage/database.ts';
import type { OpenedDatabase } from '../storage/database.ts';
import { listModels } from '../storage/repositories/models.ts';
import { saveCheckpoint } from '../storage/repositories/shard-states.ts';
import { encodeCheckpoint } from './sharding/checkpoint-codec.ts';
import { listSeriesStates } from '../storage/repositories/series-state.ts';
import type { SavedAnomalies } from './detection-store.ts';

const startMs = Date.parse('2026-03-02T10:00:00.000Z');
const labels = { service: 'payments' };
const latency = detector('latency', 'latency', { direction: 'up', minDeviation: 0.05 });
const memory = detector('memory', 'memory');
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

const afterSeconds = (timestampMs: number): number => (timestampMs - startMs) / 1000;
/** Ten times what is usual after a minute, and no value at all after four. */
const slowThenSilent: FakeSeries['valueAt'] = (atMs) =>
  afterSeconds(atMs) > 240 ? undefined : (afterSeconds(atMs) > 60 ? 2 : 0.2) + 0.02 * noise(atMs);
const slow: FakeSeries['valueAt'] = (atMs) => (afterSeconds(atMs) > 60 ? 2 : 0.2) + 0.02 * noise(atMs);
const goneAfterAMinute: FakeSeries['valueAt'] = (atMs) =>
  afterSeconds(atMs) > 60 ? undefined : 100 + 10 * noise(atMs);
const steady: FakeSeries = { labels: { service: 'orders' }, valueAt: (atMs) => 50 + 5 * noise(atMs) };

describe('an anomaly without values', () => {
  it('of a kind that needs traffic ends as no longer observable', async () => {
    const { scoreFor, anomalies } = await startDetection(opened.database, [latency], {
      latency: [{ labels, valueAt: slowThenSilent }],
    });
    await scoreFor(240 + 840);
    expect(await anomalies()).toMatchObject([{ status: 'open' }]);
    await scoreFor(120);
    const [ended, ...others] = await anomalies();
    expect(others).toEqual([]);
    expect(ended).toMatchObject({ status: 'closed', endedAt: '2026-03-02T10:04:00.000Z' });
    expect(ended?.explanation.summary).toContain('It ended: no longer observable, no value for 15 min.');
  });

  it('stays for as long as traffic is gone', async () => {
    const { scoreFor, anomalies } = await startDetection(opened.database, [traffic], {
      traffic: [{ labels, valueAt: goneAfterAMinute }, steady],
    });
    await scoreFor(3600);
    expect(await anomalies()).toMatchObject([{ service: 'payments', status: 'open', value: null }]);
  });

  it('of any other kind ends, and does not open again while there is nothing to see', async () => {
    const { scoreFor, anomalies } = await startDetection(opened.database, [memory], {
      memory: [{ labels, valueAt: goneAfterAMinute }, steady],
    });
    await scoreFor(3600);
    expect(await anomalies()).toMatchObject([{ service: 'payments', status: 'closed', value: null }]);
  });
});

describe('a series that is not watched any more', () => {
  it('is forgotten with its detector, its anomaly ends and its incident is told', async () => {
    const harness = await startDetection(opened.database, [latency, traffic], {
      latency: [{ labels, valueAt: slow }],
      traffic: [steady],
    });
    await harness.scoreFor(240);
    const [before] = await harness.anomalies();
    expect(before).toMatchObject({ status: 'open' });
    harness.detectors = [traffic];
    harness.clock.advanceSeconds(15);
    const saved: SavedAnomalies[] = [];
    await harness.runtime.score(harness.clock.now().getTime(), async (_transaction, round) => void saved.push(round));
    const because = 'ended: no longer observable, its detector was removed';
    expect(saved).toMatchObject([{ closed: [], ended: [{ id: before?.id, because }] }]);
    expect(await harness.anomalies()).toMatchObject([{ status: 'closed' }]);
    expect((await listModels(opened.database)).map(({ detectorId }) => detectorId)).toEqual(['traffic']);
    expect((await listSeriesStates(opened.database)).map(({ detectorId }) => detectorId)).toEqual(['traffic']);
  });

  it('is given up when training finds no sample of it, and others are not trained again for it', async () => {
    const harness = await startDetection(opened.database, [traffic], {
      traffic: [{ labels, valueAt: goneAfterAMinute }, steady],
    });
    await harness.scoreFor(600);
    expect(await harness.anomalies()).toMatchObject([{ service: 'payments', status: 'open' }]);
    harness.metrics.queries.set('traffic', [steady]);
    const nowMs = harness.clock.now().getTime();
    await harness.runtime.training.train([traffic], nowMs);
    await harness.runtime.rediscover(nowMs);
    await harness.scoreFor(15);
    expect(await harness.anomalies()).toMatchObject([{ service: 'payments', status: 'closed' }]);
    const models = await listModels(opened.database);
    expect(models.map(({ service, trainedAt }) => [service, trainedAt.getTime()])).toEqual([['orders', nowMs]]);
  });
});

describe('what another version has stored', () => {
  it('is skipped and learned anew at the next discovery', async () => {
    const series = { latency: [{ labels, valueAt: slow }], traffic: [steady] };
    const harness = await startDetection(opened.database, [latency, traffic], series);
    const [row] = await listModels(opened.database, { detectorId: 'latency' });
    const snapshot = toJson({ ...(row?.snapshot as object), version: 999 });
    await opened.database.updateTable('models').set({ snapshot }).where('detectorId', '=', 'latency').execute();
    await harness.restart();
    await harness.scoreFor(15);
    expect(harness.status.current().state).toBe('ok');
    await harness.runtime.rediscover(harness.clock.now().getTime());
    await harness.scoreFor(240);
    expect(await harness.anomalies()).toMatchObject([{ detectorId: 'latency', status: 'open' }]);
    expect(harness.logLines.join('')).toContain('cannot restore ensemble version 999');
  });

  it('about one series keeps no other from being scored, and its anomaly does not stay open for ever', async () => {
    const harness = await startDetection(opened.database, [latency, traffic], {
      latency: [{ labels, valueAt: (atMs) => (afterSeconds(atMs) > 300 ? 0.2 : slow(atMs)) }],
      traffic: [steady],
    });
    await harness.scoreFor(240);
    const [shard] = harness.runtime.series.shardsOf('latency');
    const [tracked] = shard?.series ?? [];
    const unreadable = await encodeCheckpoint([{ ...tracked!, interval: { format: 'unknown' } as never }]);
    await saveCheckpoint(opened.database, shard!.id, unreadable);
    await harness.restart();
    await harness.scoreFor(600);
    expect(harness.status.current().state).toBe('ok');
    expect((await harness.anomalies()).map(({ status }) => status)).not.toContain('open');
    expect(harness.logLines.join('')).toContain('the stored state of a series cannot be used');
  });
});

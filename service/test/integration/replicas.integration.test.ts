import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceStatus } from '@vigil/contract';
import type { ServiceStatus } from '@vigil/contract';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createModelCache } from '../../src/detection/model-cache.ts';
import { scoreRange } from '../../src/detection/score-range.ts';
import { stepsOf } from '../../src/detection/step-grid.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { DatabaseLocation, OpenedDatabase } from '../../src/storage/database.ts';
import { detector, noise } from '../detection-harness.ts';
import { describeOnPostgres } from '../engines.ts';
import { fakeMetrics } from '../fake-metrics.ts';
import type { FakeSeries } from '../fake-metrics.ts';
import { startFakePrometheus } from '../fake-prometheus.ts';
import type { FakePrometheus, WrittenSample } from '../fake-prometheus.ts';
import { startServiceProcess } from '../service-process.ts';
import type { ServiceProcess } from '../service-process.ts';

const stepSeconds = 2;
const stepMs = stepSeconds * 1000;
const rebalancedWithinMs = 60_000;
const services = ['gateway', 'orders', 'payments', 'stock'];
const detectors = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
  ...detector(id, 'latency', { trainingWindowSeconds: 1200, minSamples: 100 }),
  stepSeconds,
}));

/** What was scored of a shard by one commit, as a trigger of the test's own has seen it. */
interface Commit {
  detector: string;
  owner: string;
  fromMs: number;
  toMs: number;
}

/** Series that are functions of time, so that nothing depends on when the test runs. */
function seriesOf(detectorIndex: number): FakeSeries[] {
  return services.map((service, index) => ({
    labels: { service },
    valueAt: (atMs) => 100 + 5 * noise(atMs + 7919 * index + 104_729 * detectorIndex),
  }));
}

describeOnPostgres('three replicas', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-replicas-'));
  const queries = new Map(detectors.map(({ query }, index) => [query, seriesOf(index)]));
  const started: ServiceProcess[] = [];
  let location: DatabaseLocation;
  let prometheus: FakePrometheus;
  let opened: OpenedDatabase;

  beforeAll(async () => {
    prometheus = await startFakePrometheus(queries);
    location = await engine.newLocation();
    opened = await openDatabase(location);
    await logCommits(opened);
  });
  afterAll(async () => {
    started.forEach((process) => process.signal('SIGKILL'));
    await Promise.all(started.map((process) => process.ended()));
    await opened.close();
    await prometheus.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (): Promise<{ process: ServiceProcess; address: string }> => {
    const file = join(folder, 'vigil.json');
    writeFileSync(
      file,
      JSON.stringify({
        presets: false,
        detectors,
        detection: { stepSeconds, trainingStepSeconds: stepSeconds, rediscoverSeconds: 2 },
      })
    );
    const process = startServiceProcess({
      VIGIL_CONFIG: file,
      DATABASE_URL: location.kind === 'postgres' ? location.url : '',
      PROMETHEUS_URL: prometheus.url,
      VIGIL_REMOTE_WRITE_URL: prometheus.remoteWriteUrl,
      LOG_LEVEL: 'info',
    });
    started.push(process);
    return { process, address: await process.address() };
  };
  const sharesOf = async (address: string): Promise<number[]> =>
    (await detectionOf(address)).replicas.map(({ shards }) => shards).sort();
  const commits = (): Promise<Commit[]> => readCommits(opened);
  const stepsMore = async (steps: number): Promise<void> => {
    const before = Math.max(...(await commits()).map(({ toMs }) => toMs));
    await expect
      .poll(() => scoredThrough(opened), { timeout: 60_000, interval: 250 })
      .toBeGreaterThanOrEqual(before + steps * stepMs);
  };

  it('share the shards, take over from one that dies and one that stops, and score each step of each series once', async () => {
    const first = await start();
    await expect
      .poll(async () => (await detectionOf(first.address)).trainedSeriesCount, { timeout: 60_000, interval: 250 })
      .toBe(detectors.length * services.length);
    await stepsMore(2);

    const [second, third] = await Promise.all([start(), start()]);
    const shares = { timeout: rebalancedWithinMs, interval: 250 };
    await expect.poll(() => sharesOf(first.address), shares).toEqual([2, 2, 2]);
    await stepsMore(2);

    second.process.signal('SIGKILL');
    await second.process.ended();
    await expect.poll(() => sharesOf(first.address), shares).toEqual([3, 3]);
    await stepsMore(2);

    third.process.signal('SIGTERM');
    expect(await third.process.ended()).toMatchObject({ exitCode: 0 });
    await expect.poll(() => sharesOf(first.address), shares).toEqual([6]);
    await stepsMore(2);
    first.process.signal('SIGTERM');
    expect(await first.process.ended()).toMatchObject({ exitCode: 0 });

    const log = await commits();
    expect(new Set(log.map(({ owner }) => owner)).size).toBe(3);
    expectNoGapAndNoOverlap(log);
    expectEachScoredOnce(prometheus.written, log, await ownerThatNeverLeft(opened));
    await expectBatchScores(opened, queries, prometheus.written);
  }, 240_000);
});

async function detectionOf(address: string): Promise<ServiceStatus['detection']> {
  return serviceStatus.parse(await (await fetch(`${address}/health`)).json()).detection;
}

async function logCommits({ database }: OpenedDatabase): Promise<void> {
  await sql`CREATE TABLE commits (
    sequence integer GENERATED ALWAYS AS IDENTITY, detector text, owner text, from_ms float8, to_ms float8
  )`.execute(database);
  await sql`CREATE FUNCTION log_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO commits (detector, owner, from_ms, to_ms) VALUES (
      NEW.detector_id, NEW.owner,
      extract(epoch FROM OLD.scored_through) * 1000, extract(epoch FROM NEW.scored_through) * 1000);
    RETURN NEW;
  END $$`.execute(database);
  await sql`CREATE TRIGGER log_commits AFTER UPDATE OF scored_through ON scoring_shards
    FOR EACH ROW EXECUTE FUNCTION log_commit()`.execute(database);
}

async function readCommits({ database }: OpenedDatabase): Promise<Commit[]> {
  const { rows } = await sql<Commit>`SELECT detector, owner, from_ms AS "fromMs", to_ms AS "toMs"
    FROM commits ORDER BY sequence`.execute(database);
  return rows;
}

async function scoredThrough({ database }: OpenedDatabase): Promise<number> {
  const rows = await database.selectFrom('scoringShards').select('scoredThrough').execute();
  return Math.min(...rows.map((row) => row.scoredThrough.getTime()));
}

/** One that stops in order takes itself off the list. */
async function ownerThatNeverLeft({ database }: OpenedDatabase): Promise<string> {
  const left = await database.selectFrom('replicas').select('id').execute();
  expect(left).toHaveLength(1);
  return left[0]?.id ?? '';
}

/** Each commit goes on exactly where the one before it ended. */
function expectNoGapAndNoOverlap(log: readonly Commit[]): void {
  const byDetector = Map.groupBy(log, (commit) => commit.detector);
  expect([...byDetector.keys()].sort()).toEqual(detectors.map(({ id }) => id));
  for (const commits of byDetector.values()) {
    commits.slice(1).forEach(({ fromMs, toMs }, index) => {
      expect(fromMs).toBe(commits[index]?.toMs);
      expect(toMs).toBeGreaterThan(fromMs);
    });
  }
}

/**
 * Scores are sent after they were saved, so that those of the last steps before a kill may be missing where they are
 * sent to; no other is, and none is there twice.
 */
function expectEachScoredOnce(written: readonly WrittenSample[], log: readonly Commit[], killed: string): void {
  const scores = written.filter(({ labels }) => labels.__name__ === 'vigil_anomaly_score');
  const keyOf = (id: string, service: string, atMs: number): string => `${id} ${service} ${atMs}`;
  const seen = scores.map(({ labels, timestampMs }) => keyOf(labels.detector ?? '', labels.service ?? '', timestampMs));
  expect(new Set(seen).size).toBe(seen.length);
  const arrived = new Set(seen);
  for (const { id } of detectors) {
    const firstMs = Math.min(...scores.filter(({ labels }) => labels.detector === id).map((one) => one.timestampMs));
    const commits = log.filter((commit) => commit.detector === id);
    const lastOfKilled = commits.filter(({ owner }) => owner === killed).slice(-2);
    const mustHaveArrived = commits.filter((commit) => !lastOfKilled.includes(commit));
    const missing = mustHaveArrived
      .flatMap(({ fromMs, toMs }) => stepsOf({ fromMs: fromMs + stepMs, toMs }, stepSeconds))
      .filter((atMs) => atMs >= firstMs)
      .flatMap((atMs) => services.map((service) => keyOf(id, service, atMs)))
      .filter((key) => !arrived.has(key));
    expect(missing).toEqual([]);
  }
}

/** Whoever scored a step, it is what scoring the whole range at once gives. */
async function expectBatchScores(
  { database }: OpenedDatabase,
  queries: ReadonlyMap<string, FakeSeries[]>,
  written: readonly WrittenSample[]
): Promise<void> {
  const metrics = fakeMetrics();
  queries.forEach((series, query) => metrics.queries.set(query, series));
  const cache = createModelCache(database, pino({ level: 'silent' }));
  const scores = written.filter(({ labels }) => labels.__name__ === 'vigil_anomaly_score');
  const times = scores.map(({ timestampMs }) => timestampMs);
  const range = { fromMs: Math.min(...times), toMs: Math.max(...times) };
  for (const one of detectors) {
    const { series } = await scoreRange(cache, metrics, one, range, 11_000);
    for (const { service, timestampsMs, scores: batch } of series) {
      const live = scores.filter(({ labels }) => labels.detector === one.id && labels.service === service);
      expect(live.length).toBeGreaterThan(0);
      for (const { timestampMs, value } of live) {
        expect(value).toBeCloseTo(batch[timestampsMs.indexOf(timestampMs)] ?? Number.NaN, 3);
      }
    }
  }
}

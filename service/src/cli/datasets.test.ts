import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Labels } from '@vigil/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDetectorCatalog } from '../detection/detector-catalog.ts';
import { createModelCache } from '../detection/model-cache.ts';
import { createRangeScorer } from '../detection/score-cache.ts';
import { createScoringStatus } from '../detection/scoring-status.ts';
import { detectorRoutes } from '../routes/detectors/index.ts';
import { detectorSeriesRoutes } from '../routes/detectors/series.ts';
import { saveSeriesStates } from '../storage/repositories/series-state.ts';
import { defaultDetectionSettings } from '../../test/detection-settings.ts';
import { detector, noise } from '../../test/detection-harness.ts';
import { fakeMetrics } from '../../test/fake-metrics.ts';
import { startTestService } from '../../test/service-harness.ts';
import type { TestService } from '../../test/service-harness.ts';
import { sharedSecret } from '../../test/sign-identity.ts';
import { datasetPath } from './dataset-path.ts';
import { runCli } from './run-cli.ts';

let service: TestService;
let url: string;
let folder: string;

const watched: Array<Labels & { service: string }> = [
  { service: 'payments' },
  { service: 'orders', route: '/a' },
  { service: 'orders', route: '/b' },
];

beforeAll(async () => {
  const metrics = fakeMetrics();
  const valueAt = (atMs: number) => 0.2 + 0.02 * noise(atMs);
  metrics.queries.set(
    'latency',
    watched.map((labels) => ({ labels: { ...labels }, valueAt }))
  );
  const custom = [detector('latency', 'latency', { trainingWindowSeconds: 3600 })];
  const catalog = createDetectorCatalog(metrics, { ...defaultDetectionSettings, custom });
  service = await startTestService({
    routesOf: (context) => async (app) => {
      const whole = {
        ...context,
        telemetry: { metrics, logs: null, traces: null, grafana: null },
        catalog,
        scoring: createScoringStatus(() => context.clock.now()),
        scoreRange: createRangeScorer(createModelCache(context.database, context.logger), metrics),
      };
      await app.register(detectorRoutes(whole));
      await app.register(detectorSeriesRoutes(whole));
    },
  });
  // Tokens of the command line are dated by the real clock.
  service.clock.advanceSeconds((Date.now() - service.clock.now().getTime()) / 1000);
  url = await service.app.listen({ port: 0, host: '127.0.0.1' });
  await saveSeriesStates(service.context.database, watched.map(stateOf));
}, 60_000);
afterAll(() => service.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-datasets-'));
  vi.stubEnv('VIGIL_SHARED_SECRET', sharedSecret);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const text: string[] = [];
  const code = await runCli(['datasets', ...args], {
    out: (line) => text.push(line),
    error: (line) => text.push(line),
  });
  return { code, text: text.join('\n') };
}

describe('vigil datasets', () => {
  it('writes what is usual and what is not for every series, by service', async () => {
    const { code, text } = await run('--out', folder, '--url', url);
    expect(text).toBe('latency: 3 series');
    expect(code).toBe(0);
    expect((await readdir(folder)).toSorted()).toEqual(['orders', 'payments']);
    const history = await readFile(join(folder, 'payments/history/latency.csv'), 'utf8');
    expect(history).toMatch(/^timestamp,value,score\r\n\d{4}-.*Z,0\.[12]/);
    expect(history.trim().split('\r\n').length).toBeGreaterThan(200);
    expect(await readFile(join(folder, 'payments/anomaly/latency.csv'), 'utf8')).toBe('timestamp,value,score\r\n');
    expect(await readdir(join(folder, 'orders/history'))).toHaveLength(2);
  });

  it('says what is wrong with the secret, the address or the flags', async () => {
    expect((await run('--out', folder, '--url', 'http://127.0.0.1:1')).text).toContain('is the service running there?');
    vi.stubEnv('VIGIL_SHARED_SECRET', 'another secret of thirty-two chars');
    expect(await run('--out', folder, '--url', url)).toMatchObject({
      code: 1,
      text: expect.stringContaining('signed with another secret'),
    });
    vi.stubEnv('VIGIL_SHARED_SECRET', '');
    expect(await run('--out', folder)).toMatchObject({ code: 2 });
    expect(await run()).toMatchObject({ code: 2 });
  });
});

it('never leads out of the folder', () => {
  const file = { detectorId: 'latency', seriesKey: 'k', part: 'history', isOnly: true };
  expect(datasetPath({ ...file, service: '../../etc' })).toBe('__.._etc/history/latency.csv');
  expect(datasetPath({ ...file, service: '..' })).toBe('_/history/latency.csv');
  expect(datasetPath({ ...file, service: '' })).toBe('_/history/latency.csv');
});

function stateOf(labels: (typeof watched)[number]) {
  const pairs = Object.entries(labels).toSorted();
  return {
    seriesKey: `latency{${pairs.map(([name, value]) => `${name}="${value}"`).join(',')}}`,
    detectorId: 'latency',
    service: labels.service,
    labels: JSON.stringify(labels),
    lastTimestamp: null,
    lastScore: null,
    lastValue: null,
  };
}

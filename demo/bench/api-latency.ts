import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { liveLabels, liveMetric, liveValue, seriesPerDetector, stepMs } from '@vigil/service/live-bench';
import { remoteWrite } from '@vigil/service/remote-write';
import { stringify } from 'yaml';
import { createServiceClient } from '../runner/service-client.ts';
import { waitUntilHealthy } from '../stack/health.ts';
import { findFreePort } from '../stack/ports.ts';
import { startProcess } from '../stack/process.ts';
import { startPrometheus } from '../stack/prometheus.ts';
import { type BenchRow, compare } from './row.ts';

const seriesCount = 300;
const historySteps = 2_880;
const seriesPerWrite = 20;
const requestEveryMs = 20;
const quietRequests = 300;
const budgetMs = 50;
const trainingTimeoutMs = 600_000;

/** How long a request takes while the service learns hundreds of series, against how long while it does nothing. */
export async function apiLatencyRows(root: string): Promise<BenchRow[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'vigil-bench-'));
  const prometheus = await startPrometheus({ directory });
  try {
    await feedHistory(prometheus.remoteWriteUrl);
    const { training, quiet } = await measure(root, directory, prometheus.url);
    const name = `API p99 while ${seriesCount} series are learned`;
    const [learning, rest] = [percentile(training, 0.99), percentile(quiet, 0.99)];
    return [
      compare(`${name}, ${training.length} requests`, 'ms', learning, { name: 'budget', value: budgetMs }),
      compare(`${name}, against rest`, 'ms', learning, { name: 'at rest', value: rest }, { atMost: 3 }),
      compare(`slowest answer meanwhile`, 'ms', Math.max(...training), { name: 'at rest', value: Math.max(...quiet) }),
    ];
  } finally {
    await prometheus.stop();
    await rm(directory, { recursive: true });
  }
}

async function measure(
  root: string,
  directory: string,
  prometheusUrl: string
): Promise<{ training: number[]; quiet: number[] }> {
  const secret = randomBytes(32).toString('hex');
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const config = path.join(directory, 'vigil.yaml');
  await writeFile(config, stringify(configuration()));
  const service = await startProcess({
    name: 'vigil',
    command: process.execPath,
    args: [path.join(root, 'service/src/server.ts')],
    directory: path.join(root, 'service'),
    env: {
      API_PORT: new URL(url).port,
      PROMETHEUS_URL: prometheusUrl,
      VIGIL_SHARED_SECRET: secret,
      VIGIL_DATA_DIR: path.join(directory, 'data'),
      VIGIL_CONFIG: config,
    },
    logFile: path.join(directory, 'vigil.log'),
  });
  try {
    await waitUntilHealthy({ url: `${url}/health`, process: service });
    const client = createServiceClient(url, secret);
    const isTrained = async () => (await client.status()).detection.trainedSeriesCount >= seriesCount;
    const training = await latenciesUntil(url, isTrained);
    let left = quietRequests;
    const quiet = await latenciesUntil(url, () => Promise.resolve(left-- <= 0));
    return { training, quiet };
  } finally {
    await service.stop();
  }
}

function configuration(): unknown {
  return {
    presets: false,
    server: { requestsPerMinute: 1_000_000 },
    detection: { stepSeconds: stepMs / 1000, trainingWindowSeconds: (historySteps * stepMs) / 1000 },
    detectors: [{ id: 'live', title: 'Live', kind: 'custom', query: `${liveMetric}{detector="live-0"}`, unit: '' }],
  };
}

async function latenciesUntil(url: string, isOver: () => Promise<boolean>): Promise<number[]> {
  const latenciesMs: number[] = [];
  const deadlineMs = performance.now() + trainingTimeoutMs;
  while (!(await isOver())) {
    if (performance.now() > deadlineMs) {
      throw new Error(`the service had not learned its series after ${trainingTimeoutMs / 1000} s`);
    }
    const startedMs = performance.now();
    await (await fetch(`${url}/health`)).arrayBuffer();
    latenciesMs.push(performance.now() - startedMs);
    await delay(requestEveryMs);
  }
  return latenciesMs;
}

function percentile(latenciesMs: readonly number[], share: number): number {
  return latenciesMs.toSorted((a, b) => a - b)[Math.ceil(share * latenciesMs.length) - 1]!;
}

async function feedHistory(url: string): Promise<void> {
  const lastMs = Math.floor(Date.now() / stepMs) * stepMs;
  const timestampsMs = Array.from({ length: historySteps }, (_, step) => lastMs - (historySteps - 1 - step) * stepMs);
  for (let from = 0; from < Math.min(seriesCount, seriesPerDetector); from += seriesPerWrite) {
    const series = Array.from({ length: seriesPerWrite }, (_, index) => ({
      labels: { __name__: liveMetric, ...liveLabels(from + index) },
      samples: timestampsMs.map((timestampMs) => ({ timestampMs, value: liveValue(from + index, timestampMs) })),
    }));
    await remoteWrite({ url, timeoutMs: 60_000 }, series);
  }
}

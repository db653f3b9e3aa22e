import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { liveLabels, liveMetric, liveValue, stepMs } from '@vigil/service/live-bench';
import { remoteWrite } from '@vigil/service/remote-write';
import type { LiveStep } from '../../service/bench/live-series.ts';
import { startPrometheus } from '../stack/prometheus.ts';
import { type BenchRow, compare } from './row.ts';

const counts = [1_000, 10_000, 50_000];
/** One to find the series, one after which all of them are saved, and one to settle. */
const warmUpSteps = 3;
const measuredSteps = 3;
/** The state of a series is saved whole no more often than this; the steps between only note what they were given. */
const stepsPerCheckpoint = 16;
const cores = 2;
const budgetMiB = 2048;
const seriesPerWrite = 2_000;

/** Series that are scored live, each step read from a real Prometheus and saved: what one step costs the service. */
export async function liveSeriesRows(root: string): Promise<BenchRow[]> {
  const steps: LiveStep[] = [];
  for (const count of counts) {
    console.error(`  ${count} series…`);
    steps.push(await measure(root, count));
  }
  const smallest = perSeries(steps[0]!);
  return counts.flatMap((count, index) => rowsOf(count, steps[index]!, smallest));
}

function rowsOf(count: number, step: LiveStep, smallestMs: number): BenchRow[] {
  const name = `${count} live series`;
  const share = (100 * step.processorSeconds) / ((cores * stepMs) / 1000);
  const linear = { name: `${counts[0]} live series`, value: smallestMs };
  const [fetchMs, restMs] = [step.fetchMs, step.wallMs - step.fetchMs].map(Math.round);
  return [
    compare(`${name}, processor time`, '% of 2 cores', share, { name: 'budget', value: 50 }),
    compare(`${name}, cost of one`, 'ms a step', perSeries(step), linear, { atMost: 1.5 }),
    compare(
      `${name}, memory`,
      'MiB',
      step.residentBytes / 2 ** 20,
      { name: 'budget', value: budgetMiB },
      { atMost: 1 }
    ),
    compare(`${name}, read in ${fetchMs} ms, scored and saved`, 'ms', restMs!, { name: 'step', value: stepMs }),
  ];
}

function perSeries({ processorSeconds, points }: LiveStep): number {
  return (1000 * processorSeconds) / points;
}

async function measure(root: string, count: number): Promise<LiveStep> {
  const directory = await mkdtemp(path.join(tmpdir(), 'vigil-bench-'));
  const prometheus = await startPrometheus({ directory });
  const firstStepMs = Math.floor(Date.now() / stepMs) * stepMs - (warmUpSteps + measuredSteps) * stepMs;
  const program = path.join(root, 'service/bench/live-series.ts');
  const service = fork(program, [prometheus.url, String(count)], { cwd: root });
  try {
    await answer(service);
    const steps: LiveStep[] = [];
    for (let step = 0; step < warmUpSteps + measuredSteps; step++) {
      const nowMs = firstStepMs + step * stepMs;
      await feed(prometheus.remoteWriteUrl, count, nowMs);
      service.send(nowMs);
      steps.push((await answer(service)) as LiveStep);
    }
    return typicalStep(steps, count);
  } finally {
    if (service.connected) {
      service.disconnect();
    }
    await prometheus.stop();
    await rm(directory, { recursive: true });
  }
}

async function answer(service: ChildProcess): Promise<unknown> {
  const gone = once(service, 'exit').then(([code]) => {
    throw new Error(`the process that scores live series ended with code ${String(code)}`);
  });
  const [message] = (await Promise.race([once(service, 'message'), gone])) as [unknown];
  return message;
}

async function feed(url: string, count: number, timestampMs: number): Promise<void> {
  for (let from = 0; from < count; from += seriesPerWrite) {
    const length = Math.min(seriesPerWrite, count - from);
    const series = Array.from({ length }, (_, index) => ({
      labels: { __name__: liveMetric, ...liveLabels(from + index) },
      samples: [{ timestampMs, value: liveValue(from + index, timestampMs) }],
    }));
    await remoteWrite({ url, timeoutMs: stepMs }, series);
  }
}

/** The step in the middle by processor time, with its share of saving everything; each must have scored every series. */
function typicalStep([, checkpoint, , ...usual]: readonly LiveStep[], count: number): LiveStep {
  const short = usual.find(({ points }) => points !== count);
  if (checkpoint === undefined || short !== undefined) {
    throw new Error(`only ${short?.points} of ${count} live series were scored`);
  }
  const middle = usual.toSorted((a, b) => a.processorSeconds - b.processorSeconds)[Math.floor(usual.length / 2)]!;
  const saving = Math.max(0, checkpoint.processorSeconds - middle.processorSeconds);
  return { ...middle, processorSeconds: middle.processorSeconds + saving / stepsPerCheckpoint };
}

import { setTimeout as delay } from 'node:timers/promises';
import { findService, type ServiceName, targetLabelsOf } from '../catalog.ts';
import { sendJson } from '../instrumentation/http-client.ts';
import { createRandom } from '../model/random.ts';
import { trafficLevelAt } from '../model/traffic.ts';
import { waveAt } from '../model/wave.ts';
import type { RecordedLevel } from '../simulation/recording-meter.ts';

export interface MeasuredService {
  readonly name: ServiceName;
  readonly url: string;
}

/** What a process uses on this machine, at the traffic of this hour. */
export interface ProcessLevel {
  readonly service: ServiceName;
  readonly cpuCores: number;
  readonly residentBytes: number;
}

const measuredMs = 1500;
const requestTimeoutMs = 20_000;
/** A process that is seconds old spends more on the same work than later: its code is not yet optimized. */
const settledCpuShare = 0.55;
const settledMemoryShare = 1.06;
const idleShare = 0.3;
const tenMinutesMs = 600_000;
const hourMs = 3_600_000;

/** Reads the levels from the processes themselves, over a second and a half. */
export async function measureProcesses(services: readonly MeasuredService[]): Promise<ProcessLevel[]> {
  const measured = services.filter(({ name }) => findService(name).hasProcessMetrics);
  if (measured.length === 0) {
    return [];
  }
  const before = await Promise.all(measured.map(readProcess));
  await delay(measuredMs);
  const after = await Promise.all(measured.map(readProcess));
  return measured.map(({ name }, index) => {
    const [first, last] = [before[index] as ProcessReading, after[index] as ProcessReading];
    const cpuCores = (last.cpuSeconds - first.cpuSeconds) / ((last.atMs - first.atMs) / 1000);
    return {
      service: name,
      cpuCores: cpuCores * settledCpuShare,
      residentBytes: last.residentBytes * settledMemoryShare,
    };
  });
}

/** The series of one process over time. Instants must be asked for in order. */
export function processSeries(level: ProcessLevel, seed: number, measuredAtMs: number): RecordedLevel[] {
  const { service, residentBytes } = level;
  const labels = targetLabelsOf(service);
  return [
    { labels: { ...labels, __name__: 'process_cpu_seconds_total' }, valueAt: cpuCounter(level, seed, measuredAtMs) },
    {
      labels: { ...labels, __name__: 'process_resident_memory_bytes' },
      valueAt: (timeMs) => {
        const share = 1 + 0.03 * waveAt(seed, `${service} memory`, timeMs, hourMs);
        return Math.round((residentBytes * share) / 4096) * 4096;
      },
    },
  ];
}

function cpuCounter({ service, cpuCores }: ProcessLevel, seed: number, measuredAtMs: number) {
  const random = createRandom(seed, service, 'cpu');
  const usualTraffic = trafficLevelAt(seed, measuredAtMs);
  let lastMs: number | undefined;
  let seconds = 0;
  return (timeMs: number) => {
    const busy = idleShare + (1 - idleShare) * (trafficLevelAt(seed, timeMs) / usualTraffic);
    const noise = 1 + 0.08 * waveAt(seed, `${service} cpu`, timeMs, tenMinutesMs) + 0.06 * random.normal();
    seconds += ((timeMs - (lastMs ?? timeMs)) / 1000) * cpuCores * busy * Math.max(0.5, noise);
    lastMs = timeMs;
    return seconds;
  };
}

interface ProcessReading {
  readonly atMs: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

async function readProcess({ name, url }: MeasuredService): Promise<ProcessReading> {
  const { text } = await sendJson(`${url}${findService(name).metricsPath}`, {
    method: 'GET',
    timeoutMs: requestTimeoutMs,
  });
  return {
    atMs: performance.now(),
    cpuSeconds: readSample(text, 'process_cpu_seconds_total'),
    residentBytes: readSample(text, 'process_resident_memory_bytes'),
  };
}

function readSample(exposition: string, name: string): number {
  const value = Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(exposition)?.[1]);
  if (!Number.isFinite(value)) {
    throw new Error(`There is no sample of ${name} in what the service exports`);
  }
  return value;
}

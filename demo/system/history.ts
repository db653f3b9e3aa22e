import { setTimeout as delay } from 'node:timers/promises';
import { remoteWrite, RemoteWriteError, type WriteSeries } from '@vigil/service/remote-write';
import { instantsOf } from './history/instants.ts';
import { createReplay } from './history/replay.ts';
import { type MeasuredService, measureProcesses, processSeries } from './history/process-levels.ts';
import { createTimeline } from './history/timeline.ts';

export interface HistoryOptions {
  /** Of a Prometheus with a remote-write receiver. */
  readonly prometheusUrl: string;
  /** The last sample. Not later than the start of the running system, whose counters begin at zero. */
  readonly until: Date;
  /** The running services; their processes show what this machine needs for the work. */
  readonly services: readonly MeasuredService[];
  readonly days?: number;
  readonly stepSeconds?: number;
  /** How often the running system is scraped. */
  readonly scrapeIntervalSeconds?: number;
  /** The same as that of the running system. */
  readonly seed: number;
  readonly loadFactor?: number;
  /** Called with the share that is written, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export interface HistoryResult {
  readonly seriesCount: number;
  readonly sampleCount: number;
  readonly elapsedSeconds: number;
}

const instantsPerBatch = 240;
const writeTimeoutMs = 30_000;
const mostAttempts = 6;
const firstRetryMs = 250;

/** Writes what the running system would have exported during the days before. */
export async function backfillHistory(options: HistoryOptions): Promise<HistoryResult> {
  const { prometheusUrl, until, services, seed, loadFactor = 1, onProgress } = options;
  const { days = 7, stepSeconds = 30, scrapeIntervalSeconds = 5 } = options;
  const startedAtMs = performance.now();
  const [processes, replay] = await Promise.all([measureProcesses(services), createReplay({ seed, loadFactor })]);
  const measuredAtMs = Date.now();
  const levels = [...replay.levels, ...processes.flatMap((level) => processSeries(level, seed, measuredAtMs))];
  const instantsMs = instantsOf({ until, days, stepSeconds, scrapeIntervalSeconds });
  let sampleCount = 0;
  let seriesCount = 0;
  let writing = Promise.resolve();
  for (const batch of createTimeline({ replay, levels, instantsMs, instantsPerBatch })) {
    await writing;
    seriesCount = batch.length;
    onProgress?.(sampleCount / (seriesCount * instantsMs.length));
    sampleCount += batch.reduce((count, { samples }) => count + samples.length, 0);
    writing = write(`${prometheusUrl}/api/v1/write`, batch);
    // Rejections are seen by the await above, one batch later.
    writing.catch(() => undefined);
  }
  await writing;
  onProgress?.(1);
  return { seriesCount, sampleCount, elapsedSeconds: (performance.now() - startedAtMs) / 1000 };
}

async function write(url: string, batch: readonly WriteSeries[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await remoteWrite({ url, timeoutMs: writeTimeoutMs }, batch);
      return;
    } catch (error) {
      if (!(error instanceof RemoteWriteError) || !error.isTransient || attempt === mostAttempts) {
        throw error;
      }
      await delay(error.retryAfterMs ?? firstRetryMs * 2 ** attempt);
    }
  }
}

import { Worker } from 'node:worker_threads';
import type { AnomalyInterval } from '../../detectors/index.ts';
import type { ReplayPlan } from './replay-series.ts';
import type { ReplayedSeries } from './replayed-series.ts';

export interface ReplayTask {
  series: readonly ReplayedSeries[];
  plan: ReplayPlan;
  sensitivities: readonly number[];
}

interface Progress {
  signal: AbortSignal;
  /** Told the share of the series that are done. */
  onDone: (share: number) => void;
}

/**
 * Replays series beside everything else, so that requests are answered meanwhile. Rejects with the reason of the signal
 * when that is aborted.
 *
 * @returns per series and sensitivity the anomalies that would have been opened
 */
export function replayInWorker(task: ReplayTask, { signal, onDone }: Progress): Promise<AnomalyInterval[][][]> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const found: AnomalyInterval[][][] = [];
    const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), { workerData: task });
    const abort = (): void => void worker.terminate();
    signal.addEventListener('abort', abort);
    worker.on('message', (message: { index: number; found: AnomalyInterval[][] }) => {
      found[message.index] = message.found;
      onDone((message.index + 1) / task.series.length);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) {
        reject(signal.reason as Error);
      } else {
        resolve(found);
      }
    });
  });
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HistoryOptions, HistoryResult } from '../system/history.ts';

export interface BackgroundOptions {
  readonly niceness: number;
  /** Called with the share that is written, 0 to 1. */
  readonly report: (share: number) => void;
}

export interface HistoryTask {
  readonly niceness: number;
  readonly options: Omit<HistoryOptions, 'onProgress'>;
}

export type HistoryMessage = { readonly share: number } | { readonly result: HistoryResult };

/** Writes the history in a thread that steps back for the running system, which would otherwise be slow meanwhile. */
export async function writeHistoryInBackground(
  { services, ...options }: HistoryTask['options'],
  { niceness, report }: BackgroundOptions
): Promise<HistoryResult> {
  const task: HistoryTask = {
    niceness,
    options: { ...options, services: services.map(({ name, url }) => ({ name, url })) },
  };
  const worker = new Worker(new URL('history-thread.ts', import.meta.url), { workerData: task });
  let result: HistoryResult | undefined;
  worker.on('message', (message: HistoryMessage) => {
    if ('share' in message) {
      report(message.share);
    } else {
      result = message.result;
    }
  });
  await once(worker, 'exit');
  if (result === undefined) {
    throw new Error('The history ended without a result');
  }
  return result;
}

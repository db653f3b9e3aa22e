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

export type HistoryMessage =
  { readonly share: number } | { readonly result: HistoryResult } | { readonly problem: string };

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
  let outcome: Exclude<HistoryMessage, { share: number }> = { problem: 'it ended without a result' };
  worker.on('message', (message: HistoryMessage) => {
    if ('share' in message) {
      report(message.share);
    } else {
      outcome = message;
    }
  });
  await once(worker, 'exit');
  return resultOf(outcome);
}

function resultOf(outcome: Exclude<HistoryMessage, { share: number }>): HistoryResult {
  if ('problem' in outcome) {
    throw new Error(`The history could not be written: ${outcome.problem}`);
  }
  return outcome.result;
}

import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { backfillHistory } from '../system/history.ts';
import { describeError } from './describe-error.ts';
import type { HistoryMessage, HistoryTask } from './history-writer.ts';

const { niceness, options } = workerData as HistoryTask;
const send = (message: HistoryMessage) => parentPort?.postMessage(message);

// On Linux this is the priority of the calling thread alone.
setPriority(niceness);
try {
  send({ result: await backfillHistory({ ...options, onProgress: (share) => send({ share }) }) });
} catch (error) {
  // In words: an error that crosses threads can lose its message.
  send({ problem: describeError(error) });
}

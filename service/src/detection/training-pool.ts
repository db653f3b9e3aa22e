import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { restoreModel } from '../detectors/index.ts';
import type { DetectorModel } from '../detectors/index.ts';
import type { FitRequest } from './fit-series.ts';
import type { FitAnswer } from './train-worker.ts';

/** Fits models beside the event loop, which has requests to answer meanwhile. */
export interface TrainingPool {
  /** Fits beside the event loop; rejects as fitting does, and when the thread dies. */
  fit(request: FitRequest): Promise<DetectorModel>;
  /** How many fits are worth asking for at once. */
  readonly size: number;
}

interface Thread {
  readonly worker: Worker;
  /** What it is working at; null while it is idle. */
  settle: ((answer: FitAnswer) => void) | null;
  idleTimer: NodeJS.Timeout | undefined;
}

const defaultIdleMs = 30_000;

/** One core is left to the event loop. Threads start when they are needed and end after a while without work. */
export function createTrainingPool(
  size = Math.max(1, availableParallelism() - 1),
  idleMs = defaultIdleMs
): TrainingPool {
  const threads = new Set<Thread>();
  const waiting: Array<{ request: FitRequest; settle: (answer: FitAnswer) => void }> = [];

  const work = (): void => {
    const next = waiting[0];
    const thread = next === undefined ? undefined : idleThread();
    if (next !== undefined && thread !== undefined) {
      waiting.shift();
      clearTimeout(thread.idleTimer);
      thread.settle = next.settle;
      thread.worker.ref();
      thread.worker.postMessage(next.request);
    }
  };
  const idleThread = (): Thread | undefined => {
    const idle = [...threads].find(({ settle }) => settle === null);
    return idle ?? (threads.size < size ? startThread() : undefined);
  };
  const rest = (thread: Thread): void => {
    thread.settle = null;
    thread.worker.unref();
    thread.idleTimer = setTimeout(() => {
      threads.delete(thread);
      void thread.worker.terminate();
    }, idleMs).unref();
  };
  const startThread = (): Thread => {
    const worker = new Worker(new URL('./train-worker.ts', import.meta.url));
    const thread: Thread = { worker, settle: null, idleTimer: undefined };
    threads.add(thread);
    worker.on('message', (answer: FitAnswer) => {
      const settle = thread.settle;
      rest(thread);
      settle?.(answer);
      work();
    });
    worker.on('error', (error) => {
      threads.delete(thread);
      thread.settle?.({ error });
    });
    worker.on('exit', (code) => {
      threads.delete(thread);
      thread.settle?.({ error: new Error(`a training thread ended with code ${code}`) });
      work();
    });
    return thread;
  };

  return {
    size,
    async fit(request) {
      const answer = await new Promise<FitAnswer>((resolve) => {
        waiting.push({ request, settle: resolve });
        work();
      });
      if ('error' in answer) {
        throw answer.error;
      }
      return restoreModel(answer.snapshot);
    },
  };
}

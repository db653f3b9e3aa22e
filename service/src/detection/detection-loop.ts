import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';

export interface PeriodicTask {
  name: string;
  /** How long until the task is due, seen from now; 0 for at once. */
  delayMs: (nowMs: number) => number;
  run: (nowMs: number, signal: AbortSignal) => Promise<void>;
}

export interface RunningTask {
  /** Waits for the run that is under way. */
  stop(): Promise<void>;
}

/** Runs a task again and again, one run at a time; a failing run is logged and the next one comes all the same. */
export function startPeriodicTask(task: PeriodicTask, clock: Clock, logger: Logger): RunningTask {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let wake: () => void = () => undefined;

  const wait = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      timer = setTimeout(resolve, delayMs);
    });
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await task.run(clock.now().getTime(), stopping.signal).catch((error: unknown) => {
        if (!stopping.signal.aborted) {
          logger.warn({ err: error, task: task.name }, 'periodic task failed');
        }
      });
      if (!stopping.signal.aborted) {
        await wait(task.delayMs(clock.now().getTime()));
      }
    }
  };
  const running = loop();

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      wake();
      await running;
    },
  };
}

/** Samples that were scraped at a step need a moment until they can be read. */
export const settleMs = 2000;

/** Delay until `afterMs` after the next whole step. */
export function untilNextStep(stepSeconds: number, afterMs = 0): (nowMs: number) => number {
  const stepMs = stepSeconds * 1000;
  return (nowMs) => stepMs - ((nowMs - afterMs) % stepMs);
}

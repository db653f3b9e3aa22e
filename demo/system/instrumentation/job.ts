import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from '../behavior/service-definition.ts';

export interface RunningJob {
  /** Resolves when a run that has begun is over. */
  stop(): Promise<void>;
}

/** Repeats a job; the next run waits for the one before. */
export function startJob(job: Job, onError: (error: unknown) => void): RunningJob {
  const stopping = new AbortController();
  const pause = () => delay(job.everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  const repeat = async () => {
    for (await pause(); !stopping.signal.aborted; await pause()) {
      try {
        await job.run();
      } catch (error) {
        onError(error);
      }
    }
  };
  const ended = repeat();
  return {
    stop() {
      stopping.abort();
      return ended;
    },
  };
}

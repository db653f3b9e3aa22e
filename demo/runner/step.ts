import { setTimeout as delay } from 'node:timers/promises';

export interface Step {
  /** What is being done, as it should read in "… took longer than 60 s". */
  readonly name: string;
  readonly timeoutMs: number;
  /** Where to look when it takes too long. */
  readonly logFile?: string;
}

/** Bounds a piece of work in time; the error says which step it was and where its log is. */
export async function withinTime<Value>({ name, timeoutMs, logFile }: Step, work: Promise<Value>): Promise<Value> {
  const finished = new AbortController();
  const timeout = delay(timeoutMs, undefined, { signal: finished.signal }).then(
    () => {
      throw new Error(`${name} took longer than ${timeoutMs / 1000} s${logFile ? `\n  log: ${logFile}` : ''}`);
    },
    () => undefined as never
  );
  try {
    return await Promise.race([work, timeout]);
  } finally {
    finished.abort();
  }
}

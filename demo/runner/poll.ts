import { setTimeout as delay } from 'node:timers/promises';

export interface PollOptions {
  readonly what: string;
  readonly timeoutMs: number;
  readonly intervalMs: number;
  /** Says what was seen last, for the error. */
  readonly describe: () => string;
  readonly signal: AbortSignal;
}

/** Repeats `check` until it answers true. */
export async function pollUntil(check: () => Promise<boolean>, options: PollOptions): Promise<void> {
  const { what, timeoutMs, intervalMs, describe, signal } = options;
  const deadlineMs = performance.now() + timeoutMs;
  while (!(await check())) {
    if (performance.now() > deadlineMs) {
      throw new Error(`${what} took longer than ${timeoutMs / 1000} s: ${describe()}`);
    }
    await delay(intervalMs, undefined, { signal });
  }
}

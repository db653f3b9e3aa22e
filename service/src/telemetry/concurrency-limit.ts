/** Waiting ends with the reason of the signal; a task that has begun is not interrupted by it. */
export type ConcurrencyLimit = <Result>(task: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;

/** Runs at most `maximum` tasks at a time; the others wait in the order in which they came. */
export function createConcurrencyLimit(maximum: number): ConcurrencyLimit {
  let running = 0;
  const waiting = new Set<() => void>();

  const acquire = async (signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    if (running < maximum) {
      running += 1;
      return;
    }
    await waitForTurn(waiting, signal);
  };
  const release = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      running -= 1;
    } else {
      waiting.delete(next);
      next();
    }
  };

  return async (task, signal) => {
    await acquire(signal);
    try {
      return await task();
    } finally {
      release();
    }
  };
}

function waitForTurn(waiting: Set<() => void>, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      waiting.delete(begin);
      reject(signal?.reason as Error);
    };
    const begin = (): void => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    };
    waiting.add(begin);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}

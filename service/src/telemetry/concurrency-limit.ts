export type ConcurrencyLimit = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Runs at most `maximum` tasks at a time; the others wait in the order in which they came. */
export function createConcurrencyLimit(maximum: number): ConcurrencyLimit {
  let running = 0;
  const waiting: Array<() => void> = [];

  const acquire = (): Promise<void> => {
    if (running < maximum) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) {
      running -= 1;
    } else {
      next();
    }
  };

  return async (task) => {
    await acquire();
    try {
      return await task();
    } finally {
      release();
    }
  };
}

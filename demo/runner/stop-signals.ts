const patienceMs = 1_000;

/**
 * Aborts on the first signal that asks this process to end, or when whoever started it is gone. A later repetition
 * ends it at once; the same signal often arrives twice, from the terminal and from the parent.
 */
export function listenForStop(): AbortSignal {
  const stop = new AbortController();
  let firstAtMs: number | undefined;
  const request = (reason: string) => {
    if (firstAtMs !== undefined && performance.now() - firstAtMs > patienceMs) {
      process.exit(1);
    }
    firstAtMs ??= performance.now();
    stop.abort(new Error(`Stopped by ${reason}`));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => request(signal));
  }
  process.once('disconnect', () => request('the end of the parent process'));
  process.channel?.unref();
  return stop.signal;
}

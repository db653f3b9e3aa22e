import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How busy this process is. */
export interface LoadMonitor {
  /** By how much timers were late in the last seconds, at worst. */
  eventLoopDelayMs(): number;
  stop(): void;
}

const windowMs = 2_000;

export function startLoadMonitor(): LoadMonitor {
  const histogram = monitorEventLoopDelay({ resolution: 20 });
  histogram.enable();
  let lastWindowMs = 0;
  const timer = setInterval(() => {
    lastWindowMs = histogram.max / 1e6;
    histogram.reset();
  }, windowMs);
  timer.unref();
  return {
    eventLoopDelayMs: () => Math.max(lastWindowMs, histogram.max / 1e6),
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}

import type { Clock } from '../src/clock.ts';

export interface ManualClock extends Clock {
  advanceSeconds(seconds: number): void;
}

export function manualClock(start = '2026-03-02T10:00:00.000Z'): ManualClock {
  let nowMs = Date.parse(start);
  return {
    now: () => new Date(nowMs),
    advanceSeconds(seconds) {
      nowMs += seconds * 1000;
    },
  };
}

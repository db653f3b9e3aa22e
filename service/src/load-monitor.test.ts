import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startLoadMonitor } from './load-monitor.ts';

it('notices that the process was busy', async () => {
  const monitor = startLoadMonitor();
  await delay(100);
  const busyUntil = performance.now() + 400;
  let rounds = 0;
  while (performance.now() < busyUntil) {
    rounds += 1;
  }
  expect(rounds).toBeGreaterThan(0);
  await delay(50);
  expect(monitor.eventLoopDelayMs()).toBeGreaterThan(300);
  monitor.stop();
});

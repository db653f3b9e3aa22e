import { expect, it } from 'vitest';
import { createHealthMonitor } from './health-monitor.ts';
import type { HealthProbe } from './health-monitor.ts';

it('asks each dependency once for many who want to know', async () => {
  let asked = 0;
  const probe: HealthProbe = {
    name: 'metrics',
    check: async () => {
      asked += 1;
      return { state: 'ok', message: 'answers' };
    },
  };
  const monitor = createHealthMonitor([probe], { now: () => new Date() }, { timeoutMs: 100, cacheMs: 60_000 });
  await Promise.all([monitor.components(), monitor.components()]);
  await monitor.components();
  expect(asked).toBe(1);
});

import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startJob } from './job.ts';

describe('startJob', () => {
  it('repeats a job without runs that overlap, and waits for the last one when stopped', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const job = startJob(
      {
        everyMs: 1,
        async run() {
          running += 1;
          most = Math.max(most, running);
          await delay(10);
          running -= 1;
          runs += 1;
        },
      },
      () => undefined
    );
    await delay(100);
    await job.stop();
    expect(running).toBe(0);
    expect(most).toBe(1);
    expect(runs).toBeGreaterThan(2);
    const runsWhenStopped = runs;
    await delay(30);
    expect(runs).toBe(runsWhenStopped);
  });

  it('goes on after an error', async () => {
    const errors: unknown[] = [];
    const job = startJob(
      {
        everyMs: 1,
        run: () => {
          throw new Error('once more');
        },
      },
      (error) => errors.push(error)
    );
    await delay(50);
    await job.stop();
    expect(errors.length).toBeGreaterThan(1);
  });
});

import { expect, it } from 'vitest';
import { createCleanup } from './cleanup.ts';

it('undoes in reverse order, goes on after a failure and reports it', async () => {
  const order: string[] = [];
  const cleanup = createCleanup();
  cleanup.defer('stack', () => void order.push('stack'));
  cleanup.defer('system', () => Promise.reject(new Error('does not answer')));
  cleanup.defer('service', async () => void order.push('service'));
  expect(await cleanup.run()).toEqual(['system: does not answer']);
  expect(order).toEqual(['service', 'stack']);
});

it('runs once, whoever asks', async () => {
  let count = 0;
  const cleanup = createCleanup();
  cleanup.defer('service', () => void (count += 1));
  await Promise.all([cleanup.run(), cleanup.run()]);
  await cleanup.run();
  expect(count).toBe(1);
});

import { describe, expect, it } from 'vitest';
import { heapUseAt, youngCollectionsUntil } from './heap.ts';

const start = Date.UTC(2026, 10, 16);
const seconds = Array.from({ length: 3600 }, (_, second) => start + second * 1000);
const used = seconds.map((timeMs) => {
  const { eden, survivor, old } = heapUseAt(1, timeMs);
  return eden + survivor + old;
});

describe('heapUseAt', () => {
  it('stays around 45 % of the maximum', () => {
    expect(Math.min(...used)).toBeGreaterThan(0.36);
    expect(Math.max(...used)).toBeLessThan(0.52);
  });

  it('falls only where a young collection ends', () => {
    used.slice(1).forEach((share, index) => {
      const [before, after] = [seconds[index] as number, seconds[index + 1] as number];
      const isCollected = youngCollectionsUntil(after) > youngCollectionsUntil(before);
      expect(share - (used[index] as number) < -0.01).toBe(isCollected);
    });
  });
});

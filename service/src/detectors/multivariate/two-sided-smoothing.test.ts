import { describe, expect, it } from 'vitest';
import { smoothBothWays } from './two-sided-smoothing.ts';

describe('smoothBothWays', () => {
  it('leaves the peak of an event where it was, with equal flanks', () => {
    const event = new Float64Array(401);
    event[200] = 1;
    const smoothed = smoothBothWays(event, [2, 8, 32]);
    expect(smoothed.indexOf(Math.max(...smoothed))).toBe(200);
    expect(smoothed[190]).toBeCloseTo(smoothed[210]!, 6);
    expect(smoothed[190]).toBeGreaterThan(smoothed[150]!);
  });

  it('leaves a level as it is', () => {
    expect(Array.from(smoothBothWays(new Float64Array(5).fill(3), [4]))).toEqual([3, 3, 3, 3, 3]);
  });
});

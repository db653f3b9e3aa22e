import { describe, expect, it } from 'vitest';
import { createRandom, hashOf } from './random.ts';

function moments(draw: () => number, count = 20_000) {
  const values = Array.from({ length: count }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { mean, variance, least: Math.min(...values), most: Math.max(...values) };
}

describe('createRandom', () => {
  it('repeats itself for the same seed and purpose, and differs for another', () => {
    const draw = (seed: number, purpose: string) => {
      const random = createRandom(seed, purpose);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
  });

  it('draws uniform numbers from 0 to below 1', () => {
    const { mean, variance, least, most } = moments(createRandom(3, 'uniform').uniform);
    expect(mean).toBeCloseTo(0.5, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
    expect(least).toBeGreaterThanOrEqual(0);
    expect(most).toBeLessThan(1);
  });

  it('draws normal numbers', () => {
    const { mean, variance } = moments(createRandom(3, 'normal').normal);
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });

  it.each([1, 4, 12])('draws gamma numbers of shape %d with mean 1', (shape) => {
    const random = createRandom(3, 'gamma', shape);
    const { mean, variance, least } = moments(() => random.gamma(shape));
    expect(mean).toBeCloseTo(1, 1);
    expect(Math.abs(variance * shape - 1)).toBeLessThan(0.08);
    expect(least).toBeGreaterThan(0);
  });

  it('picks every item now and then', () => {
    const random = createRandom(3, 'pick');
    const picked = new Set(Array.from({ length: 50 }, () => random.pick(['a', 'b', 'c'])));
    expect([...picked].sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('hashOf', () => {
  it('keeps names apart that read the same when joined', () => {
    expect(hashOf(1, 'ab', 'c')).not.toBe(hashOf(1, 'a', 'bc'));
  });
});

import { describe, expect, it } from 'vitest';
import { waveAt } from './wave.ts';

const periodMs = 1000;
const values = Array.from({ length: 5000 }, (_, index) => waveAt(7, 'test', 1_795_000_000_000 + index * 10, periodMs));

describe('waveAt', () => {
  it('stays between -1 and 1 and uses most of that', () => {
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1.2);
  });

  it('is smooth within and across periods', () => {
    const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] as number)));
    expect(Math.max(...steps)).toBeLessThan(0.035);
  });

  it('depends on the seed and the name', () => {
    const at = (seed: number, name: string) => waveAt(seed, name, 1234, periodMs);
    expect(at(1, 'a')).toBe(at(1, 'a'));
    expect(at(1, 'a')).not.toBe(at(2, 'a'));
    expect(at(1, 'a')).not.toBe(at(1, 'b'));
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';
import { median, quantile, quantileOfSorted } from './robust-statistics.ts';

describe('quantile', () => {
  const random = seededRandom(11);
  const samples: Record<string, Float64Array> = {
    random: Float64Array.from({ length: 997 }, () => random() - 0.5),
    'nearly all equal': Float64Array.from({ length: 500 }, (_, index) => (index % 100 === 0 ? index : 0)),
    ascending: Float64Array.from({ length: 300 }, (_, index) => index),
    descending: Float64Array.from({ length: 300 }, (_, index) => -index),
    pair: Float64Array.of(4, 1),
    one: Float64Array.of(7),
  };

  it.each(Object.keys(samples))('is that of the sorted numbers: %s', (name) => {
    const values = samples[name]!;
    const before = values.slice();
    for (const share of [0, 0.01, 0.25, 0.5, 0.77, 0.99, 1]) {
      expect(quantile(values, share)).toBe(quantileOfSorted(values.toSorted(), share));
    }
    expect(values).toEqual(before);
  });

  it('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });
});

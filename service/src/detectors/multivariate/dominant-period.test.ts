import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { dominantPeriod } from './dominant-period.ts';

function rowsOf(rows: number, value: (row: number) => number) {
  return { rows, metrics: 1, values: Float64Array.from({ length: rows }, (_, row) => value(row)) };
}

describe('dominantPeriod', () => {
  it.each([24, 97, 288])('finds a season of %i rows under noise, exactly', (period) => {
    const random = seededRandom(period);
    const wave = rowsOf(period * 12, (row) => Math.sin((2 * Math.PI * row) / period) + random() - 0.5);
    expect(dominantPeriod(wave)).toBe(period);
  });

  it('finds none in noise, in a trend, or in a season that was seen only twice', () => {
    const random = seededRandom(4);
    expect(dominantPeriod(rowsOf(2_000, () => random()))).toBeNull();
    expect(dominantPeriod(rowsOf(2_000, (row) => row))).toBeNull();
    expect(dominantPeriod(rowsOf(2_000, (row) => Math.sin((2 * Math.PI * row) / 1_000)))).toBeNull();
  });
});

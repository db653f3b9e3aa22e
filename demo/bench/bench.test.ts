import { expect, test } from 'vitest';
import { rollingZScores } from './rolling-z-score.ts';
import { compare, formatRows } from './row.ts';

test('a row names its reference with its figure and divides by it', () => {
  expect(compare('scoring', 'points/s', 500_000, { name: 'yardstick', value: 2_000_000 })).toEqual({
    name: 'scoring',
    value: 500_000,
    unit: 'points/s',
    reference: 'yardstick: 2000000 points/s',
    ratio: 0.25,
  });
});

test('the rolling z-score of the last point uses only the window', () => {
  const scores = rollingZScores(Float64Array.of(1000, 1, 3, 1, 3, 10), 5);

  const mean = (1 + 3 + 1 + 3 + 10) / 5;
  const deviation = Math.sqrt((1 + 9 + 1 + 9 + 100) / 5 - mean ** 2);
  expect(scores[5]).toBeCloseTo((10 - mean) / deviation, 9);
});

test('a constant series has no rolling z-score', () => {
  expect([...rollingZScores(new Float64Array(10).fill(7), 3)]).toEqual(new Array(10).fill(0));
});

test('rows are printed in aligned columns under their heading', () => {
  const row = { name: 'scoring', value: 5, unit: 's', reference: 'scrape interval: 5 s', ratio: 1 };

  expect(formatRows([row, { ...row, name: 'a', value: 12 }])).toBe(
    [
      'name     value  unit  ratio  reference',
      'scoring  5      s     1      scrape interval: 5 s',
      'a        12     s     1      scrape interval: 5 s',
    ].join('\n')
  );
});

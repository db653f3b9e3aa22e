import { expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

/** R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I. */
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('gives the published interval of %i in %i', (successes, total, lower, upper) => {
  const interval = wilsonInterval(successes, total);
  expect(interval.lower).toBeCloseTo(lower, 4);
  expect(interval.upper).toBeCloseTo(upper, 4);
});

it('is the mirror image for the opposite share', () => {
  const few = wilsonInterval(3, 17);
  const many = wilsonInterval(14, 17);
  expect(many.lower).toBeCloseTo(1 - few.upper, 12);
  expect(many.upper).toBeCloseTo(1 - few.lower, 12);
});

it('knows nothing without observations', () => {
  expect(wilsonInterval(0, 0)).toEqual({ lower: 0, upper: 1 });
});

it.each([
  [3, 2],
  [-1, 2],
  [0.5, 2],
])('refuses %d of %d', (successes, total) => {
  expect(() => wilsonInterval(successes, total)).toThrow(RangeError);
});

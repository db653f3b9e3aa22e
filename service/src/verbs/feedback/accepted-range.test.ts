import { describe, expect, it } from 'vitest';
import { acceptedRange, isAccepted } from './accepted-range.ts';

describe('an anomaly above its band', () => {
  const range = acceptedRange({ value: 10, expected: 2, lower: 0, upper: 4 });

  it('accepts what lies between the boundary and itself, and half as far again', () => {
    expect(range).toEqual({ lowest: 4, highest: 13 });
  });

  it.each([
    [10, true],
    [13, true],
    [14, false],
    [-10, false],
    [null, false],
  ])('says of %s that it is accepted: %s', (value, accepted) => {
    expect(isAccepted(range, value)).toBe(accepted);
  });
});

it('accepts downwards what fell below its band', () => {
  expect(acceptedRange({ value: 1, expected: 8, lower: 5, upper: 11 })).toEqual({ lowest: -1, highest: 5 });
});

it('accepts that there is no value, and no value at all', () => {
  const range = acceptedRange({ value: null, expected: 8, lower: 5, upper: 11 });
  expect(isAccepted(range, null)).toBe(true);
  expect(isAccepted(range, 0)).toBe(false);
});

it('accepts the value alone where the method knows no band', () => {
  expect(acceptedRange({ value: 7, expected: null, lower: null, upper: null })).toEqual({ lowest: 7, highest: 7 });
});

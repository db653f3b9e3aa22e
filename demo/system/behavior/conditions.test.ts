import { describe, expect, it } from 'vitest';
import { extraFailureRatioAt, healthyConditions, parseConditions } from './conditions.ts';
import { InvalidInputError } from './invalid-input-error.ts';

describe('parseConditions', () => {
  it('takes what is given and leaves the rest healthy', () => {
    expect(parseConditions({ latencyFactor: 3 })).toEqual({ ...healthyConditions, latencyFactor: 3 });
    expect(parseConditions({})).toEqual(healthyConditions);
  });

  it.each([
    [{ latency: 3 }, "No condition is called 'latency'"],
    [{ latencyFactor: '3' }, "'latencyFactor' must be a number"],
    [{ isWorkerPaused: 1 }, "'isWorkerPaused' must be a boolean"],
    [{ toString: 1 }, "No condition is called 'toString'"],
  ])('refuses %j', (input, problem) => {
    expect(() => parseConditions(input)).toThrow(new InvalidInputError(problem));
  });
});

describe('extraFailureRatioAt', () => {
  const failing = { ...healthyConditions, failureRatio: 0.5 };

  it('is the failure ratio at all times without bursts', () => {
    expect(extraFailureRatioAt(failing, 0)).toBe(0.5);
    expect(extraFailureRatioAt(failing, 11_000)).toBe(0.5);
  });

  it('is none between bursts', () => {
    const inBursts = { ...failing, failureBurstSeconds: 8 };
    const ratios = Array.from({ length: 24 }, (_, second) => extraFailureRatioAt(inBursts, second * 1000));
    expect(ratios.filter((ratio) => ratio === 0.5)).toHaveLength(16);
    expect(ratios.slice(8, 12)).toEqual([0, 0, 0, 0]);
  });
});

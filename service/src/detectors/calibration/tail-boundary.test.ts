import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { exceedancesPerWeek, fitTail, returnLevel } from './tail-boundary.ts';

const MINUTE_MS = 60_000;
const MINUTES_PER_WEEK = 10_080;
const random = seededRandom(8);
const minutes = Float64Array.from({ length: MINUTES_PER_WEEK }, (_, index) => index * MINUTE_MS);
const exponential = minutes.map(() => -Math.log(1 - random()));

describe('fitTail', () => {
  it('recovers the tail of exponential noise', () => {
    const tail = fitTail(minutes, exponential, MINUTE_MS);
    expect(tail.scale).toBeCloseTo(1, 0);
    expect(returnLevel(tail, 1)).toBeGreaterThan(Math.log(MINUTES_PER_WEEK) - 2);
    expect(returnLevel(tail, 1)).toBeLessThan(Math.log(MINUTES_PER_WEEK) + 2);
  });

  it('is hardly moved by an hour of fault that nobody labelled', () => {
    const faulty = exponential.map((value, minute) => (minute >= 5_000 && minute < 5_060 ? 80 : value));
    const [clean, poisoned] = [exponential, faulty].map((values) =>
      returnLevel(fitTail(minutes, values, MINUTE_MS), 0.05)
    );
    expect(poisoned! / clean!).toBeLessThan(1.7);
  });

  it('sees spikes where more than nine in ten values are zero', () => {
    const spiky = exponential.map((value, minute) => (minute % 37 === 0 ? value : 0));
    expect(returnLevel(fitTail(minutes, spiky, MINUTE_MS), 0.05)).toBeGreaterThan(4);
  });

  it('finds the shape of a heavy tail, and reaches farther for it', () => {
    const pareto = minutes.map(() => (1 - random()) ** -0.4);
    const tail = fitTail(minutes, pareto, MINUTE_MS);
    expect(tail.shape).toBeGreaterThan(0.1);
    expect(tail.shape).toBeLessThanOrEqual(0.4);
    expect(fitTail(minutes, exponential, MINUTE_MS).shape).toBeLessThan(tail.shape);
  });

  it('puts the boundary behind an end that is often reached, as counts reach zero', () => {
    const ends = minutes.map((_, minute) => (minute % 5 === 0 ? 2 : 1));
    const tail = fitTail(minutes, ends, MINUTE_MS);
    expect(returnLevel(tail, 0.05)).toBeGreaterThan(2);
    expect(exceedancesPerWeek(tail, 1.9)).toBeGreaterThan(100);
  });

  it('has no tail where nothing deviates', () => {
    const tail = fitTail(minutes, new Float64Array(MINUTES_PER_WEEK), MINUTE_MS);
    expect(returnLevel(tail, 0.05)).toBe(0);
    expect(exceedancesPerWeek(tail, 1)).toBe(0);
  });
});

describe('exceedancesPerWeek', () => {
  it('undoes returnLevel', () => {
    const tail = fitTail(minutes, exponential, MINUTE_MS);
    for (const target of [0.05, 1, 20]) {
      expect(exceedancesPerWeek(tail, returnLevel(tail, target))).toBeCloseTo(target);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { TailSurprise, tailSurprises } from './tail-surprise.ts';

const random = seededRandom(3);
const uniform = Float64Array.from({ length: 4000 }, () => random());

describe('surprise', () => {
  it('is the order of magnitude of the probability', () => {
    const surprises = tailSurprises(uniform);
    const inOneOfTen = surprises.filter((surprise) => surprise >= 1).length;
    const inOneOfAHundred = surprises.filter((surprise) => surprise >= 2).length;
    expect(inOneOfTen / uniform.length).toBeCloseTo(0.1, 2);
    expect(inOneOfAHundred / uniform.length).toBeCloseTo(0.01, 2);
  });

  it('grows beyond the largest value seen, with the distance', () => {
    const tail = listening(uniform);
    const [near, far] = [1.1, 1.5].map((value) => listening(uniform).next(value));
    expect(tail.next(0.5)).toBeLessThan(1);
    expect(near).toBeGreaterThan(3);
    expect(far).toBeGreaterThan(near!);
  });

  it('does not depend on the unit', () => {
    const scaled = tailSurprises(uniform.map((value) => 1024 * value));
    expect(scaled).toEqual(tailSurprises(uniform));
  });

  it('stays finite when nothing ever varied', () => {
    const constant = new Float64Array(400).fill(5);
    expect(tailSurprises(constant).every((surprise) => surprise === 0)).toBe(true);
    expect(listening(constant).next(6)).toBe(30);
  });

  it('is nothing before enough was seen', () => {
    const tail = new TailSurprise(1000, 100);
    expect([1, 2, 3, 1e9].map((value) => tail.next(value))).toEqual([0, 0, 0, 0]);
  });
});

function listening(values: Float64Array): TailSurprise {
  const tail = new TailSurprise(8192, 100);
  values.forEach((value) => tail.next(value));
  return tail;
}

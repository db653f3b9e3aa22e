import { describe, expect, it } from 'vitest';
import { instantsOf } from './instants.ts';

const until = new Date('2026-11-17T12:00:00.000Z');
const weekly = { until, days: 7, stepSeconds: 30, scrapeIntervalSeconds: 5 };

describe('instantsOf', () => {
  it('covers the days up to the end', () => {
    const instants = instantsOf(weekly);
    expect(instants[0]).toBe(until.getTime() - 7 * 86_400_000 + 30_000);
    expect(instants.at(-1)).toBe(until.getTime());
  });

  it('goes in steps, in the last twenty minutes in scrape intervals', () => {
    const instants = instantsOf(weekly);
    const distances = instants.slice(1).map((instant, index) => instant - (instants[index] as number));
    expect(distances.slice(0, -240).every((distance) => distance === 30_000)).toBe(true);
    expect(distances.slice(-240)).toEqual(Array<number>(240).fill(5000));
  });

  it('is in scrape intervals alone when it is short', () => {
    const instants = instantsOf({ ...weekly, days: 600 / 86_400 });
    expect(instants).toHaveLength(120);
    expect(instants.at(-1)).toBe(until.getTime());
  });
});

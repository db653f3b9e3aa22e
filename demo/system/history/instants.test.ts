import { describe, expect, it } from 'vitest';
import { instantsOf } from './instants.ts';

const until = new Date('2026-11-17T12:00:00.000Z');
const instants = instantsOf({ until, days: 7, stepSeconds: 30, scrapeIntervalSeconds: 5 });
const distances = instants.slice(1).map((instant, index) => instant - (instants[index] as number));

describe('instantsOf', () => {
  it('covers the days up to the end', () => {
    expect(instants.at(-1)).toBe(until.getTime());
    const startMs = until.getTime() - 7 * 86_400_000;
    expect(instants[0]).toBeGreaterThan(startMs);
    expect(instants[0]).toBeLessThanOrEqual(startMs + 30_000);
  });

  it('goes in steps, and at the pace of scrapes in the last minutes', () => {
    expect(new Set(distances.slice(0, -200))).toEqual(new Set([30_000]));
    expect(new Set(distances.slice(-24))).toEqual(new Set([5000]));
    expect(instants.length).toBeLessThan(20_400);
  });

  it('never has Prometheus take the start of a one-minute window for the start of a series', () => {
    for (let end = until.getTime() - 3_600_000; end <= until.getTime(); end += 1000) {
      const window = instants.filter((instant) => instant > end - 60_000 && instant <= end);
      const mean = ((window.at(-1) as number) - (window[0] as number)) / (window.length - 1);
      expect((window[0] as number) - (end - 60_000)).toBeLessThan(1.1 * mean);
    }
  });
});

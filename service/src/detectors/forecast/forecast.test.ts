import { describe, expect, it } from 'vitest';
import type { Series } from '../detector.ts';
import { seededRandom } from '../random.ts';
import { forecast } from './forecast.ts';
import { timeToThreshold } from './time-to-threshold.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const fromMs = Date.parse('2026-03-02T00:00:00.000Z');

function seriesOf(days: number, valueAt: (atMs: number, index: number) => number, stepMs = hourMs / 2): Series {
  const timestampsMs = Float64Array.from({ length: (days * dayMs) / stepMs }, (_, index) => fromMs + index * stepMs);
  return { timestampsMs, values: timestampsMs.map((atMs, index) => valueAt(atMs - fromMs, index)) };
}

function gaussian(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const daily = (atMs: number): number => Math.sin((2 * Math.PI * atMs) / dayMs);

/** Shapes of capacity metrics; each seed is another history. */
const families: Record<string, (seed: number) => (atMs: number) => number> = {
  'a level with noise': (seed) => {
    const noise = gaussian(seed);
    return () => 50 + 3 * noise();
  },
  'a trend with noise': (seed) => {
    const noise = gaussian(seed);
    return (atMs) => 20 + (2 * atMs) / dayMs + 1.5 * noise();
  },
  'a day with noise': (seed) => {
    const noise = gaussian(seed);
    return (atMs) => 40 + 8 * daily(atMs) + 1.5 * noise();
  },
  'a growing day': (seed) => {
    const noise = gaussian(seed);
    return (atMs) => 40 + (1.5 * atMs) / dayMs + 5 * daily(atMs) + noise();
  },
  'a random walk': (seed) => {
    const noise = gaussian(seed);
    let level = 100;
    return () => (level += 0.5 * noise());
  },
  'noise that lingers': (seed) => {
    const noise = gaussian(seed);
    let level = 0;
    return () => 30 + (level = 0.9 * level + noise());
  },
};

function coverageOf(family: (seed: number) => (atMs: number) => number, coverage: number): number {
  let inside = 0;
  let count = 0;
  for (let seed = 1; seed <= 25; seed++) {
    const whole = seriesOf(16, family(seed));
    const known = 14 * 48;
    const past = { timestampsMs: whole.timestampsMs.subarray(0, known), values: whole.values.subarray(0, known) };
    const { lower, upper } = forecast(past, 2 * dayMs, { coverage })!;
    lower.forEach((low, index) => {
      const actual = whole.values[known + index]!;
      inside += actual >= low && actual <= upper[index]! ? 1 : 0;
      count += 1;
    });
  }
  return inside / count;
}

describe('the interval of a forecast', () => {
  it.each(Object.keys(families))('holds what it promises for %s', (name) => {
    const [eighty, ninetyFive] = [coverageOf(families[name]!, 0.8), coverageOf(families[name]!, 0.95)];
    expect(eighty).toBeGreaterThan(0.7);
    expect(eighty).toBeLessThan(0.93);
    expect(ninetyFive).toBeGreaterThan(0.89);
  });

  it('is the wider the further ahead', () => {
    const { lower, upper } = forecast(seriesOf(14, families['a random walk']!(3)), 2 * dayMs)!;
    const widths = upper.map((high, index) => high - lower[index]!);
    expect(widths.every((width, index) => index === 0 || width >= widths[index - 1]!)).toBe(true);
    expect(widths.at(-1)).toBeGreaterThan(2 * widths[0]!);
  });
});

describe('what is expected', () => {
  it('follows trend and day together', () => {
    const ahead = forecast(seriesOf(14, families['a growing day']!(1)), 2 * dayMs)!;
    ahead.timestampsMs.forEach((atMs, index) => {
      const sinceMs = atMs - fromMs;
      expect(Math.abs(ahead.expected[index]! - (40 + (1.5 * sinceMs) / dayMs + 5 * daily(sinceMs)))).toBeLessThan(2.5);
    });
  });

  it('is not moved by outliers', () => {
    const noise = gaussian(5);
    const spiked = seriesOf(14, (_, index) => (index % 50 === 7 ? 5000 : 10 + noise()));
    expect(Math.max(...forecast(spiked, dayMs)!.expected)).toBeLessThan(12);
  });

  it('goes on over gaps, and is the same again for the same history', () => {
    const noise = gaussian(5);
    const gappy = seriesOf(14, (_, index) => (index % 7 === 0 ? Number.NaN : 10 + noise()));
    const first = forecast(gappy, dayMs)!;
    expect([...first.expected].every(Number.isFinite)).toBe(true);
    expect(forecast(gappy, dayMs)).toEqual(first);
  });

  it('is certain about what never moves, and silent about what is hardly known', () => {
    const { lower, upper } = forecast(
      seriesOf(14, () => 7),
      dayMs
    )!;
    expect([lower.at(-1), upper.at(-1)]).toEqual([7, 7]);
    expect(
      forecast(
        seriesOf(0.5, () => 7),
        dayMs
      )
    ).toBeNull();
    expect(forecast({ timestampsMs: new Float64Array(0), values: new Float64Array(0) }, dayMs)).toBeNull();
  });
});

describe('reaching a threshold', () => {
  const falling = (atMs: number, noise: () => number): number => 1000 - (50 * atMs) / dayMs + 4 * noise();

  it('is told with the earliest and latest time', () => {
    const noise = gaussian(2);
    const past = seriesOf(14, (atMs) => falling(atMs, noise));
    const ahead = forecast(past, 10 * dayMs, { coverage: 0.8 })!;
    const found = timeToThreshold(ahead, 0, past.values.at(-1)!)!;
    const trueMs = fromMs + 20 * dayMs;
    expect(Math.abs(found.atMs! - trueMs)).toBeLessThan(6 * hourMs);
    expect(found.earliestMs).toBeLessThan(found.atMs!);
    expect(found.latestMs).toBeGreaterThan(found.atMs!);
    expect(found.latestMs! - found.earliestMs).toBeLessThan(1.5 * dayMs);
  });

  it('is not told when it lies beyond the forecast, whichever side it comes from', () => {
    const noise = gaussian(2);
    const past = seriesOf(14, (atMs) => falling(atMs, noise));
    const ahead = forecast(past, dayMs)!;
    expect(timeToThreshold(ahead, 0, past.values.at(-1)!)).toBeNull();
    expect(timeToThreshold(ahead, 5000, past.values.at(-1)!)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { scorePoints } from '../batch.ts';
import type { ModelSnapshot, ScoredPoint, Series } from '../detector.ts';
import { ensemble } from '../ensemble/ensemble.ts';
import { syntheticSeries, withFault, type Shape } from '../synthetic-series.ts';
import { levelShift } from './level-shift.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 0, 5);
const LIVE_MS = START_MS + 7 * DAY_MS;

/** One flat series with noise, one with day and week. */
const baseShapes: readonly Shape[] = ['memory', 'traffic'];
const steps: ReadonlyArray<readonly [string, (value: number) => number]> = [
  ['four times the level', (value) => value * 4],
  ['a fifth of the level', (value) => value * 0.2],
  ['2.1 times the level', (value) => value * 2.1],
  ['nothing at all', () => 0],
];

function history(shape: Shape): Series {
  return syntheticSeries(shape, START_MS, LIVE_MS, MINUTE_MS, 3);
}

/** Two hours as usual, the change for 26 hours, two hours as usual. */
function lasting(shape: Shape, hour: number, change: (value: number) => number): { faultMs: number; live: Series } {
  const faultMs = LIVE_MS + hour * HOUR_MS;
  const live = syntheticSeries(shape, faultMs - 2 * HOUR_MS, faultMs + 28 * HOUR_MS, MINUTE_MS, 3);
  return { faultMs, live: withFault(live, faultMs, faultMs + 26 * HOUR_MS, change) };
}

function isAnomalous({ score }: ScoredPoint): boolean {
  return score !== null && score >= 1;
}

describe.each([levelShift, ensemble])('$kind on a step that lasts', (factory) => {
  describe.each(baseShapes)('of %s', (shape) => {
    const model = factory.fit(history(shape));

    it.each(steps)('to %s: found within three points, held for 26 hours, over when it is', (_, change) => {
      for (const hour of [3, 14]) {
        const { faultMs, live } = lasting(shape, hour, change);
        const points = scorePoints(model, live);
        const before = points.filter(({ timestampMs }) => timestampMs < faultMs);
        const during = points.filter(
          ({ timestampMs }) => Math.abs(timestampMs - faultMs - 13 * HOUR_MS) <= 13 * HOUR_MS
        );
        const after = points.filter(({ timestampMs }) => timestampMs >= faultMs + 26 * HOUR_MS + 5 * MINUTE_MS);
        expect(before.some(isAnomalous)).toBe(false);
        expect(during.findIndex(isAnomalous)).toBeLessThan(3);
        expect(during.slice(3, -1).every(isAnomalous)).toBe(true);
        expect(after.some(isAnomalous)).toBe(false);
      }
    });
  });

  it('goes on holding after a restart in the middle', () => {
    const { live } = lasting('traffic', 14, (value) => value * 2.1);
    const uninterrupted = scorePoints(factory.fit(history('traffic')), live);
    let model = factory.fit(history('traffic'));
    const restarted = Array.from(live.timestampsMs, (timestampMs, index) => {
      if (index % 300 === 150) {
        const { parameters, ...rest } = model.snapshot();
        const stored = JSON.parse(JSON.stringify({ ...rest, parameters, state: model.state() })) as ModelSnapshot;
        model = factory.restore(stored);
      }
      return model.score(timestampMs, live.values[index]!);
    });
    expect(restarted).toEqual(uninterrupted);
  });
});

describe('level shift of little size', () => {
  const model = ensemble.fit(history('traffic'));
  const faultMs = LIVE_MS + 14 * HOUR_MS;
  const live = syntheticSeries('traffic', faultMs - HOUR_MS, faultMs + 12 * HOUR_MS, MINUTE_MS, 3);
  const points = scorePoints(
    model,
    withFault(live, faultMs, faultMs + 12 * HOUR_MS, (value) => value * 1.25)
  );

  it('is found where single points stay within the band, and dated back to its beginning', () => {
    const first = points.find(isAnomalous)!;
    expect(first.reason).toBe('level-shift');
    expect(first.timestampMs - faultMs).toBeLessThan(HOUR_MS);
    expect(Math.abs(first.onsetMs! - faultMs)).toBeLessThanOrEqual(5 * MINUTE_MS);
  });

  it('is kept to the slower verdict of one method', () => {
    const alone = points.find((point) => isAnomalous(point) && point.value! < point.upper!)!;
    expect(alone.agreed).toBe(false);
    expect(alone.features.map(({ name }) => name)).toEqual(['level']);
  });
});

describe('trend break', () => {
  const megabytesPerDay = 100;
  const memory = (fromMs: number, toMs: number, slope: number): Series => {
    const series = syntheticSeries('memory', fromMs, toMs, MINUTE_MS, 4);
    return {
      ...series,
      values: series.values.map((bytes, index) => {
        const beforeDays = (Math.min(LIVE_MS, series.timestampsMs[index]!) - START_MS) / DAY_MS;
        const sinceDays = Math.max(0, series.timestampsMs[index]! - LIVE_MS) / DAY_MS;
        return bytes / 1e6 + megabytesPerDay * beforeDays + slope * sinceDays;
      }),
    };
  };
  const model = ensemble.fit(memory(START_MS, LIVE_MS, megabytesPerDay));

  it.each([
    ['stops growing', 0],
    ['grows three times as fast', 3 * megabytesPerDay],
  ])('is found when a series %s, told from a step, and held', (_, slope) => {
    const points = scorePoints(model, memory(LIVE_MS - HOUR_MS, LIVE_MS + 24 * HOUR_MS, slope));
    const first = points.findIndex(isAnomalous);
    expect(points[first]!.timestampMs).toBeGreaterThan(LIVE_MS);
    expect(points[first]!.timestampMs - LIVE_MS).toBeLessThan(12 * HOUR_MS);
    expect(points.slice(10 * 60).every(isAnomalous)).toBe(true);
    expect(points.at(-1)!.reason).toBe('trend-break');
    expect(points.at(-1)!.onsetMs! - LIVE_MS).toBeLessThan(6 * HOUR_MS);
  });

  it('is not seen while the series goes on growing as it did', () => {
    expect(scorePoints(model, memory(LIVE_MS, LIVE_MS + DAY_MS, megabytesPerDay)).some(isAnomalous)).toBe(false);
  });
});

describe('a series that has only ever been zero', () => {
  const zeros = (fromMs: number, toMs: number): Series => {
    const series = syntheticSeries('constant', fromMs, toMs, MINUTE_MS);
    return { ...series, values: series.values.map(() => 0) };
  };
  const live = (minutes: number) =>
    withFault(
      zeros(LIVE_MS, LIVE_MS + HOUR_MS),
      LIVE_MS + 10 * MINUTE_MS,
      LIVE_MS + (10 + minutes) * MINUTE_MS,
      () => 1e-6
    );

  it('makes nothing of a first tiny value, and something of one that stays', () => {
    const model = ensemble.fit(zeros(START_MS, LIVE_MS));
    expect(scorePoints(model, live(3)).some(isAnomalous)).toBe(false);
    const alarm = scorePoints(model, live(30)).filter(isAnomalous);
    expect(alarm[0]!.timestampMs).toBe(LIVE_MS + 15 * MINUTE_MS);
    expect(Math.max(...alarm.map(({ score }) => score!))).toBe(1.5);
  });

  it('is measured by the smallest deviation that matters where somebody has said it', () => {
    const model = ensemble.fit(zeros(START_MS, LIVE_MS), { minDeviation: 0.05 });
    expect(scorePoints(model, live(30)).some(isAnomalous)).toBe(false);
    expect(model.fork().score(LIVE_MS, 0.2).score).toBeCloseTo(4);
  });
});

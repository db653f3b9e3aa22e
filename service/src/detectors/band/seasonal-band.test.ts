import { describe, expect, it } from 'vitest';
import { scorePoints } from '../batch.ts';
import type { DetectorOptions } from '../detector.ts';
import { seasonalBand } from './seasonal-band.ts';
import { syntheticSeries } from '../synthetic-series.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const START_MS = Date.UTC(2026, 0, 5);
const history = syntheticSeries('latency', START_MS, START_MS + WEEK_MS, MINUTE_MS);

function scoreAt(value: number, options: Partial<DetectorOptions> = {}) {
  return seasonalBand.fit(history, options).score(START_MS + WEEK_MS + 12 * HOUR_MS, value);
}

describe('seasonal band', () => {
  it('scores 1 on its boundaries and 2 at twice the deviation', () => {
    const { expected, lower, upper } = scoreAt(0.1);
    expect(scoreAt(upper!).score).toBeCloseTo(1);
    expect(scoreAt(lower!).score).toBeCloseTo(1);
    expect(scoreAt(expected! + 2 * (upper! - expected!)).score).toBeCloseTo(2);
  });

  it('expects what the hour and the weekday usually bring', () => {
    const traffic = syntheticSeries('traffic', START_MS, START_MS + WEEK_MS, MINUTE_MS);
    const model = seasonalBand.fit(traffic);
    const expectedAt = (day: number, hour: number) =>
      model.fork().score(START_MS + WEEK_MS + day * DAY_MS + hour * HOUR_MS, 1).expected!;
    expect(expectedAt(1, 14)).toBeGreaterThan(2 * expectedAt(1, 2));
    expect(expectedAt(5, 14) / expectedAt(1, 14)).toBeCloseTo(0.6, 1);
  });

  it('follows a steady trend, but not for longer than a day', () => {
    const growing = { ...history, values: history.values.map((value, index) => value + (0.1 * index) / 1440) };
    const model = seasonalBand.fit(growing);
    const inHours = (hours: number) => model.fork().score(START_MS + WEEK_MS + hours * HOUR_MS, 1).expected!;
    expect(inHours(12) - seasonalBand.fit(history).score(START_MS + WEEK_MS + 12 * HOUR_MS, 1).expected!).toBeCloseTo(
      0.75,
      1
    );
    expect(inHours(24 * 8) - inHours(24 * 15)).toBeCloseTo(0, 5);
  });

  it('looks only where the direction points', () => {
    expect(scoreAt(1, { direction: 'up' }).score).toBeGreaterThan(1);
    expect(scoreAt(1, { direction: 'down' }).score).toBe(0);
    expect(scoreAt(-1, { direction: 'down' }).score).toBeGreaterThan(1);
    expect(scoreAt(-1, { direction: 'up' }).score).toBe(0);
  });

  it('keeps quiet below the smallest deviation that matters, absolute or relative', () => {
    const { expected } = scoreAt(1);
    expect(scoreAt(expected! + 0.5).score).toBeGreaterThan(1);
    expect(scoreAt(expected! + 0.5, { minDeviation: 0.6 }).score).toBeCloseTo(0.5 / 0.6);
    expect(scoreAt(expected! * 6, { minRelativeDeviation: 10 }).score).toBeCloseTo(0.5);
  });

  it('takes values out of the declared range for critical, even before it has learned anything', () => {
    expect(scoreAt(0.3, { dataRange: [0, 0.2] })).toMatchObject({ reason: 'out-of-range', agreed: true });
    const untrained = seasonalBand.fit(
      { timestampsMs: new Float64Array(0), values: new Float64Array(0) },
      { dataRange: [0, null] }
    );
    expect(untrained.score(START_MS, -1)).toMatchObject({ score: 2, reason: 'out-of-range' });
    expect(untrained.score(START_MS + 1, 1)).toMatchObject({ score: null, reason: 'too-few-samples' });
  });

  it('is narrower at higher sensitivity, and says what that costs', () => {
    const [usual, eager] = [seasonalBand.fit(history), seasonalBand.fit(history, { sensitivity: 2 })];
    const timestampMs = START_MS + WEEK_MS + HOUR_MS;
    expect(eager.score(timestampMs, 0.3).score).toBeCloseTo(2 * usual.score(timestampMs, 0.3).score!);
    expect(eager.card.expectedFalseAlarmsPerWeek!).toBeGreaterThan(10 * usual.card.expectedFalseAlarmsPerWeek!);
  });

  it('claims no season where there is none or too little was seen', () => {
    const memory = syntheticSeries('memory', START_MS, START_MS + WEEK_MS, MINUTE_MS);
    expect(seasonalBand.fit(memory).card.seasonsMs).toEqual([]);
    const threeDays = syntheticSeries('traffic', START_MS, START_MS + 3 * DAY_MS, MINUTE_MS);
    expect(seasonalBand.fit(threeDays).card.seasonsMs).toEqual([DAY_MS]);
  });

  it('uses only the training window', () => {
    const { card } = seasonalBand.fit(history, { trainingWindowMs: DAY_MS });
    expect(card.trainedFromMs).toBe(history.timestampsMs.at(-1)! - DAY_MS);
    expect(card.samples).toBe(1_441);
  });

  it('scores any interval between points alike', () => {
    const model = seasonalBand.fit(history);
    const sparse = scorePoints(
      model,
      syntheticSeries('latency', START_MS + WEEK_MS, START_MS + WEEK_MS + DAY_MS, 300_000)
    );
    const dense = scorePoints(
      model,
      syntheticSeries('latency', START_MS + WEEK_MS, START_MS + WEEK_MS + DAY_MS, 5_000)
    );
    sparse.forEach((point, index) => expect(dense[index * 60]).toEqual(point));
  });
});

import { describe, expect, it } from 'vitest';
import { warmUp } from '../batch.ts';
import type { DetectorOptions, ScoredPoint, Series } from '../detector.ts';
import { ensemble } from '../ensemble/ensemble.ts';
import { syntheticSeries, withFault, type Shape } from '../synthetic-series.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 0, 5);
const SHIFT_MS = START_MS + 7 * DAY_MS + 9 * HOUR_MS;
const ACCEPTED_MS = SHIFT_MS + 2 * HOUR_MS;

function isAnomalous({ score }: ScoredPoint): boolean {
  return score !== null && score >= 1;
}

function shifted(shape: Shape, fromMs: number, toMs: number, change: (value: number) => number): Series {
  return withFault(syntheticSeries(shape, fromMs, toMs, MINUTE_MS, 6), SHIFT_MS, Number.POSITIVE_INFINITY, change);
}

/** What a day after the verdict looks like to a model trained at the time of the verdict. */
function dayAfter(shape: Shape, change: (value: number) => number, options: Partial<DetectorOptions>): ScoredPoint[] {
  const known = shifted(shape, START_MS, ACCEPTED_MS, change);
  const model = ensemble.fit(known, options);
  warmUp(model, known);
  const live = shifted(shape, ACCEPTED_MS, ACCEPTED_MS + DAY_MS, change);
  return Array.from(live.timestampsMs, (timestampMs, index) => model.score(timestampMs, live.values[index]!));
}

const mask = { fromMs: SHIFT_MS - 5 * MINUTE_MS, toMs: ACCEPTED_MS, reason: 'incident' };
const accepted = { maskedWindows: [mask], acceptedLevels: [{ fromMs: SHIFT_MS }] };

describe.each<readonly [string, Shape, (value: number) => number]>([
  ['four times the traffic', 'traffic', (value) => value * 4],
  ['a fifth of the traffic', 'traffic', (value) => value * 0.2],
  ['twice the latency', 'latency', (value) => value * 2.1],
  ['memory that is higher by an offset', 'memory', (value) => value + 3e8],
])('an accepted level: %s', (_, shape, change) => {
  it('is still an anomaly after a retraining until it is accepted', () => {
    const points = dayAfter(shape, change, { maskedWindows: [mask] });
    expect(points.filter(isAnomalous).length / points.length).toBeGreaterThan(0.95);
  });

  it('is usual from then on, by day and by night, although the incident masks it', () => {
    const points = dayAfter(shape, change, accepted);
    expect(points.filter(isAnomalous).length / points.length).toBeLessThan(0.01);
  });

  it('is the level that the next fault is measured from', () => {
    const known = shifted(shape, START_MS, ACCEPTED_MS, change);
    const model = ensemble.fit(known, accepted);
    const usual = model.fork().score(ACCEPTED_MS + HOUR_MS, 0).expected!;
    expect(model.fork().score(ACCEPTED_MS + HOUR_MS, usual * 4).score).toBeGreaterThan(2);
  });
});

it('an accepted silence is usual', () => {
  const points = dayAfter('traffic', () => 0, accepted);
  expect(points.some(isAnomalous)).toBe(false);
});

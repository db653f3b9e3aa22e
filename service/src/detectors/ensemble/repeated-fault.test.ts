import { describe, expect, it } from 'vitest';
import { scorePoints, warmUp } from '../batch.ts';
import type { Series } from '../detector.ts';
import { syntheticSeries, withFault, type Shape } from '../synthetic-series.ts';
import { ensemble } from './ensemble.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const START_MS = Date.UTC(2026, 0, 5);
const WEEKS = [1, 2, 3, 4];

/** Thursday, 14:00 to 16:00, from the second week on. */
function faultOf(week: number): { fromMs: number; toMs: number } {
  const fromMs = START_MS + week * WEEK_MS + 3 * DAY_MS + 14 * HOUR_MS;
  return { fromMs, toMs: fromMs + 2 * HOUR_MS };
}

function withWeeklyFaults(series: Series, change: (value: number) => number): Series {
  return WEEKS.map(faultOf).reduce((faulty, { fromMs, toMs }) => withFault(faulty, fromMs, toMs, change), series);
}

/** The worst score of each week's fault, by a model trained on the days before with nothing labelled. */
function peaks(shape: Shape, change: (value: number) => number, trainingWindowMs: number): number[] {
  const all = (fromMs: number, toMs: number) =>
    withWeeklyFaults(syntheticSeries(shape, fromMs, toMs, MINUTE_MS, 8), change);
  return WEEKS.map((week) => {
    const { fromMs, toMs } = faultOf(week);
    const trainedMs = fromMs - 6 * HOUR_MS;
    const history = all(Math.max(START_MS, trainedMs - trainingWindowMs), trainedMs);
    const model = ensemble.fit(history, { trainingWindowMs });
    const live = all(trainedMs, toMs);
    warmUp(model, history);
    return Math.max(...scorePoints(model, live).map(({ score }) => score!));
  });
}

describe.each<readonly [string, Shape, (value: number) => number]>([
  ['six times the latency', 'latency', (value) => value * 6],
  ['a third of the traffic', 'traffic', (value) => value / 3],
  ['2.5 times the CPU', 'cpu', (value) => value * 2.5],
])('a fault that comes back every week unlabelled: %s', (_, shape, change) => {
  it.each([7, 28])('is scored as high the fourth time as the first, training on %i days', (days) => {
    const [first, , , fourth] = peaks(shape, change, days * DAY_MS);
    expect(first).toBeGreaterThan(2);
    expect(fourth! / first!).toBeGreaterThan(0.85);
  });
});

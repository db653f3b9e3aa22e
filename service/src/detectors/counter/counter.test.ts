import { describe, expect, it } from 'vitest';
import { scorePoints } from '../batch.ts';
import type { ModelSnapshot, ScoredPoint, Series } from '../detector.ts';
import { ensemble } from '../ensemble/ensemble.ts';
import { syntheticSeries, withFault } from '../synthetic-series.ts';
import { toRates } from './counter-rate.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 0, 5);
const LIVE_MS = START_MS + 7 * DAY_MS;

/** What a process has counted when these were its rates per second; it starts again from zero every `restartHours`. */
function totals({ timestampsMs, values }: Series, restartHours = Number.POSITIVE_INFINITY): Series {
  let total = 0;
  return {
    timestampsMs,
    values: values.map((rate, index) => {
      const elapsedMs = timestampsMs[index]! - (timestampsMs[index - 1] ?? timestampsMs[index]!);
      const restarts = index > 0 && (timestampsMs[index]! - timestampsMs[0]!) % (restartHours * HOUR_MS) === 0;
      total = (restarts ? 0 : total) + (rate * elapsedMs) / 1000;
      return total;
    }),
  };
}

function isAnomalous({ score }: ScoredPoint): boolean {
  return score !== null && score >= 1;
}

const history = totals(syntheticSeries('traffic', START_MS, LIVE_MS, MINUTE_MS), 30);
const day = syntheticSeries('traffic', LIVE_MS, LIVE_MS + DAY_MS, MINUTE_MS);
const model = ensemble.fit(history, { signal: 'counter' });

describe('rates of a counter', () => {
  it('are per second at any interval, over gaps and after a start from zero', () => {
    const series = {
      timestampsMs: Float64Array.of(0, 10_000, 15_000, 20_000, 30_000, 40_000),
      values: Float64Array.of(100, 200, 250, Number.NaN, 400, 50),
    };
    expect([...toRates(series).values]).toEqual([Number.NaN, 10, 10, Number.NaN, 10, 5]);
  });
});

describe('a model of a counter', () => {
  it('is not disturbed by restarts, in learning or in scoring, and shows rates', () => {
    const points = scorePoints(model, totals(day, 5));
    expect(points.filter(isAnomalous)).toEqual([]);
    expect(points[0]).toMatchObject({ value: null, score: null, reason: 'no-value' });
    expect(points[600]!.value).toBeCloseTo(day.values[600]!, 6);
    expect(points[600]!.expected! / day.values[600]!).toBeCloseTo(1, 0);
  });

  it('stays quiet when the scrape interval changes', () => {
    const dense = totals(syntheticSeries('traffic', LIVE_MS, LIVE_MS + 6 * HOUR_MS, 15_000));
    const sparse = totals(syntheticSeries('traffic', LIVE_MS, LIVE_MS + DAY_MS, 5 * MINUTE_MS));
    expect(scorePoints(model, dense).some(isAnomalous)).toBe(false);
    expect(scorePoints(model, sparse).some(isAnomalous)).toBe(false);
  });

  it('calls a counter stuck that no longer counts', () => {
    const stuckMs = LIVE_MS + 14 * HOUR_MS;
    const points = scorePoints(model, totals(withFault(day, stuckMs, LIVE_MS + DAY_MS, () => 0)));
    expect(points.find(isAnomalous)).toMatchObject({ timestampMs: stuckMs, value: 0, reason: 'stuck-counter' });
  });

  it('ignores late and repeated totals', () => {
    const fork = model.fork();
    fork.score(LIVE_MS, 1_000);
    fork.score(LIVE_MS + MINUTE_MS, 7_000);
    expect(fork.score(LIVE_MS + MINUTE_MS, 9e9)).toMatchObject({ reason: 'duplicate', score: null });
    expect(fork.score(LIVE_MS, 9e9)).toMatchObject({ reason: 'out-of-order', score: null });
    expect(fork.score(LIVE_MS + 2 * MINUTE_MS, 13_000).value).toBe(100);
  });

  it('goes on after a restart of the service as if nothing had happened', () => {
    const live = totals(day);
    let current = model.fork();
    const points = Array.from(live.timestampsMs.subarray(0, 200), (timestampMs, index) => {
      if (index % 40 === 20) {
        const stored = { ...current.fork().snapshot(), state: current.state() };
        current = ensemble.restore(JSON.parse(JSON.stringify(stored)) as ModelSnapshot);
      }
      return current.score(timestampMs, live.values[index]!);
    });
    expect(points).toEqual(scorePoints(model, live).slice(0, 200));
  });
});

describe.each([
  ['log', 'log-silence'],
  ['trace', 'trace-silence'],
] as const)('a rate of %s records', (signal, reason) => {
  it('is silent, not just low, when nothing comes', () => {
    const rates = syntheticSeries('traffic', START_MS, LIVE_MS, MINUTE_MS);
    const silentMs = LIVE_MS + 14 * HOUR_MS;
    const silent = withFault(day, silentMs, LIVE_MS + DAY_MS, () => 0);
    const points = scorePoints(ensemble.fit(rates, { signal }), silent);
    expect(points.find(isAnomalous)).toMatchObject({ timestampMs: silentMs, reason });
  });
});

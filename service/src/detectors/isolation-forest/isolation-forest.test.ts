import { describe, expect, it } from 'vitest';
import { scorePoints, scoreSeries } from '../batch.ts';
import { syntheticSeries } from '../synthetic-series.ts';
import { isolationForest, fitAndScoreForest } from './isolation-forest.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 5);
const LIVE_MS = START_MS + 7 * 24 * 60 * MINUTE_MS;

const history = syntheticSeries('latency', START_MS, LIVE_MS, MINUTE_MS);

describe('isolation forest', () => {
  it('lets about the contaminated share of ordinary points reach 1', () => {
    for (const contamination of [0.01, 0.05]) {
      const scored = scorePoints(isolationForest.fit(history, { contamination }), history);
      const share = scored.filter((point) => point.score! >= 1).length / scored.length;
      expect(share).toBeGreaterThan(contamination / 2);
      expect(share).toBeLessThan(contamination * 2);
    }
  });

  it('gives the same model and scores in one pass over a history as point by point', () => {
    for (const spanMinutes of [1_440, 7_000]) {
      const options = { direction: 'up', minRelativeDeviation: 0.1 } as const;
      const series = syntheticSeries('latency', START_MS, START_MS + spanMinutes * MINUTE_MS, MINUTE_MS);
      const model = isolationForest.fit(series, options);

      const { parameters, scores } = fitAndScoreForest(series, options);

      expect(parameters).toEqual(model.snapshot().parameters);
      expect(scores).toEqual(scoreSeries(model, series).scores);
    }
  });

  it('tells which feature gave a jump away', () => {
    const model = isolationForest.fit(history);
    syntheticSeries('latency', LIVE_MS, LIVE_MS + 30 * MINUTE_MS, MINUTE_MS).values.forEach((value, index) => {
      model.score(LIVE_MS + index * MINUTE_MS, value);
    });
    const point = model.score(LIVE_MS + 30 * MINUTE_MS, 1);
    const shares = new Map(point.features.map(({ name, share }) => [name, share]));
    expect(point).toMatchObject({ reason: 'isolated', expected: null, upper: null });
    expect(shares.get('value')! + shares.get('delta')! + shares.get('zscore')!).toBeGreaterThan(0.9);
  });

  it('honours direction and minimum deviation from the median', () => {
    const scoreOf = (options: object) => isolationForest.fit(history, options).score(LIVE_MS, 2).score!;
    expect(scoreOf({})).toBeGreaterThan(1);
    expect(scoreOf({ direction: 'down' })).toBe(0);
    expect(scoreOf({ minDeviation: 20 })).toBeLessThan(0.2);
  });
});

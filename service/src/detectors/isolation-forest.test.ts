import { describe, expect, it } from 'vitest';
import { scorePoints } from './batch.ts';
import { FEATURE_COUNT, FeatureWindow } from './feature-window.ts';
import { isolationForest } from './isolation-forest.ts';
import { averagePathLength, decodeTrees, encodeTrees, growTrees, isolationScore } from './isolation-trees.ts';
import { seededRandom } from './random.ts';
import { syntheticSeries } from './synthetic-series.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 5);
const LIVE_MS = START_MS + 7 * 24 * 60 * MINUTE_MS;

describe('isolation trees', () => {
  const random = seededRandom(4);
  const codes = Uint16Array.from({ length: 1_000 * FEATURE_COUNT }, () => 30_000 + Math.floor(random() * 5_000));
  codes.set(new Array<number>(FEATURE_COUNT).fill(60_000), 0);
  const trees = growTrees(codes, seededRandom(1));
  const row = (index: number) => codes.subarray(index * FEATURE_COUNT, (index + 1) * FEATURE_COUNT);

  it('isolates an outlier sooner than every other row', () => {
    const scores = Array.from({ length: 1_000 }, (_, index) => isolationScore(trees, row(index)));
    expect(Math.max(...scores)).toBe(scores[0]);
    expect(scores[0]).toBeGreaterThan(0.7);
    expect(scores[500]).toBeLessThan(0.55);
  });

  it('is the same after encoding', () => {
    const decoded = decodeTrees(encodeTrees(trees));
    expect(decoded).toEqual(trees);
  });

  it('knows the average path length of Liu et al.', () => {
    expect([1, 2, 256].map((count) => Number(averagePathLength(count).toFixed(2)))).toEqual([0, 1, 10.24]);
  });
});

describe('isolation forest', () => {
  const history = syntheticSeries('latency', START_MS, LIVE_MS, MINUTE_MS);

  it('lets about the contaminated share of ordinary points reach 1', () => {
    for (const contamination of [0.01, 0.05]) {
      const scored = scorePoints(isolationForest.fit(history, { contamination }), history);
      const share = scored.filter((point) => point.score! >= 1).length / scored.length;
      expect(share).toBeGreaterThan(contamination / 2);
      expect(share).toBeLessThan(contamination * 2);
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

describe('FeatureWindow', () => {
  it('gives the five features against the twelve steps before', () => {
    const window = new FeatureWindow(MINUTE_MS, 0);
    const features = new Float64Array(FEATURE_COUNT);
    for (let step = 0; step <= 20; step++) {
      window.observe(step * MINUTE_MS, step, features);
    }
    const deviation = Math.sqrt((12 * 12 - 1) / 12);
    expect([...features]).toEqual([20, 1, 13.5, expect.closeTo(deviation), expect.closeTo(6.5 / deviation)]);
  });

  it('meets the same window when points come faster', () => {
    const [slow, fast] = [new FeatureWindow(MINUTE_MS, 0), new FeatureWindow(MINUTE_MS, 0)];
    const [seenSlow, seenFast] = [new Float64Array(FEATURE_COUNT), new Float64Array(FEATURE_COUNT)];
    for (let step = 0; step <= 20; step++) {
      slow.observe(step * MINUTE_MS, step, seenSlow);
      for (let tick = 0; tick < 12; tick++) {
        fast.observe(step * MINUTE_MS + tick * 5_000, step, seenFast);
      }
    }
    expect(seenFast).toEqual(seenSlow);
  });

  it('forgets what is older than its window', () => {
    const window = new FeatureWindow(MINUTE_MS, 0);
    const features = new Float64Array(FEATURE_COUNT);
    window.observe(0, 5, features);
    window.observe(60 * MINUTE_MS, 9, features);
    expect([...features]).toEqual([9, 0, 9, 0, 0]);
  });
});

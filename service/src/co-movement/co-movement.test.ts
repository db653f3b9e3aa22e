import { describe, expect, it } from 'vitest';
import { seededRandom } from '../detectors/random.ts';
import { leadLag, measureChange, strengthOf } from './index.ts';
import { criticalStatistic, ksStatistic } from './kolmogorov-smirnov.ts';

const blockLength = 30;
const length = 5 * blockLength;
const windowFrom = 4 * blockLength;

function series(valueAt: (index: number, noise: number) => number, seed = 1): Float64Array {
  const random = seededRandom(seed);
  const gaussian = () => random() + random() + random() - 1.5;
  return Float64Array.from({ length }, (_, index) => valueAt(index, gaussian()));
}

const inWindow = (index: number): boolean => index >= windowFrom;
const strength = (values: Float64Array) => strengthOf(measureChange(values), 'combined');

describe('the Kolmogorov–Smirnov statistic', () => {
  it('is the largest distance of two empirical distributions', () => {
    const first = Float64Array.of(1, 2, 3, 4);
    expect(ksStatistic(first, first)).toBe(0);
    expect(ksStatistic(first, Float64Array.of(5, 6))).toBe(1);
    expect(ksStatistic(first, Float64Array.of(3, 4, 5, 6))).toBe(0.5);
    expect(ksStatistic(Float64Array.of(0, 0, 0, 1), Float64Array.of(0, 1, 1, 1))).toBe(0.5);
    expect(ksStatistic(first, Float64Array.of())).toBe(0);
  });

  it('exceeds its critical value about once in a hundred times by chance', () => {
    const trials = 2000;
    const exceeded = Array.from({ length: trials }, (_, trial) => {
      const random = seededRandom(trial + 1);
      const sample = (count: number) => Float64Array.from({ length: count }, () => random()).sort();
      return ksStatistic(sample(30), sample(120)) > criticalStatistic(30, 120);
    });
    const share = exceeded.filter(Boolean).length / trials;
    expect(share).toBeGreaterThan(0.001);
    expect(share).toBeLessThan(0.02);
  });
});

describe('a change', () => {
  it('of the level is found whatever the scale, and larger ones rank higher', () => {
    const shifted = (by: number, scale = 1) =>
      series((index, noise) => scale * (10 + noise + (inWindow(index) ? by : 0)));
    expect(strength(shifted(8))).toBeGreaterThan(strength(shifted(3)));
    expect(strength(shifted(3))).toBeGreaterThan(0.4);
    expect(strength(shifted(8, 1e-6))).toBeCloseTo(strength(shifted(8)), 6);
    expect(measureChange(shifted(8))).toMatchObject({ loss: 0, gain: 0 });
  });

  it('of the distribution alone is found by the distribution alone', () => {
    const change = measureChange(series((index, noise) => 10 + noise * (inWindow(index) ? 8 : 1)));
    expect(change.distribution).toBeGreaterThan(0.1);
    expect(change.level).toBeLessThan(0.2);
  });

  it.each([
    ['noise', (_: number, noise: number) => 10 + noise],
    ['a constant', () => 10],
    ['nothing but zeros', () => 0],
    ['a drift that goes on', (index: number, noise: number) => 10 + index / 10 + noise],
    ['a season shorter than the window', (index: number, noise: number) => 10 + 5 * Math.sin(index / 2) + noise],
  ])('is not seen in %s', (_name, valueAt) => {
    const strengths = Array.from({ length: 20 }, (_, seed) => strength(series(valueAt, seed + 1)));
    expect(Math.max(...strengths)).toBeLessThan(0.2);
  });

  it('is not hidden by one odd stretch in the baseline', () => {
    const odd = series((index, noise) => 10 + noise + (index < blockLength || inWindow(index) ? 8 : 0));
    expect(strength(odd)).toBeGreaterThan(0.4);
  });

  it('from zero, and to zero, is as strong as one can be', () => {
    expect(measureChange(series((index) => (inWindow(index) ? 5 : 0))).level).toBeGreaterThan(0.9);
    expect(measureChange(series((index) => (inWindow(index) ? 0 : 5))).level).toBeGreaterThan(0.9);
  });

  it('is told when a series vanishes or appears, unless it always came and went', () => {
    const gone = measureChange(series((index) => (inWindow(index) ? Number.NaN : 5)));
    expect(gone).toMatchObject({ loss: 1, windowMedian: null, baselineMedian: 5 });
    expect(strengthOf(gone, 'level')).toBe(1);
    const fresh = measureChange(series((index) => (inWindow(index) ? 5 : Number.NaN)));
    expect(fresh).toMatchObject({ gain: 1, windowMedian: 5, baselineMedian: null });
    expect(strength(series((index) => (index % 50 < 25 ? 5 : Number.NaN)))).toBeLessThan(0.2);
    expect(strength(series(() => Number.NaN))).toBe(0);
  });
});

describe('lead and lag', () => {
  const wave = (delay: number) => series((index, noise) => (index - delay >= 100 ? 8 : 0) + noise, delay + 9);

  it('tells which of two series moved first, and by how much', () => {
    expect(leadLag(wave(0), wave(6), blockLength)?.steps).toBe(6);
    expect(leadLag(wave(6), wave(0), blockLength)?.steps).toBe(-6);
    expect(leadLag(wave(0), wave(0), blockLength)).toMatchObject({ steps: 0, correlation: expect.closeTo(1, 6) });
  });

  it('tells that one falls as the other rises', () => {
    expect(
      leadLag(
        wave(0),
        wave(0).map((value) => -value),
        blockLength
      )?.correlation
    ).toBeCloseTo(-1, 6);
  });

  it('says nothing about series that are not alike, flat or empty', () => {
    expect(
      leadLag(
        wave(0),
        series((_, noise) => noise, 77),
        blockLength
      )
    ).toBeNull();
    expect(
      leadLag(
        wave(0),
        series(() => 5),
        blockLength
      )
    ).toBeNull();
    expect(
      leadLag(
        wave(0),
        series(() => Number.NaN),
        blockLength
      )
    ).toBeNull();
  });
});

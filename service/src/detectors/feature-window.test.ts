import { describe, expect, it } from 'vitest';
import { FEATURE_COUNT, FeatureWindow } from './feature-window.ts';

const MINUTE_MS = 60_000;

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

  it('goes on identically from a saved state', () => {
    const window = new FeatureWindow(MINUTE_MS, 0.1);
    const [seen, restored] = [new Float64Array(FEATURE_COUNT), new Float64Array(FEATURE_COUNT)];
    for (let step = 0; step < 40; step++) {
      const copy = new FeatureWindow(MINUTE_MS, 0.1, window.state());
      window.observe(step * MINUTE_MS, Math.sin(step), seen);
      copy.observe(step * MINUTE_MS, Math.sin(step), restored);
      expect(restored).toEqual(seen);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { drawDurationMs } from './duration.ts';
import { createRandom } from './random.ts';

describe('drawDurationMs', () => {
  const random = createRandom(1, 'duration');
  const durations = Array.from({ length: 10_001 }, () => drawDurationMs({ medianMs: 80, spread: 0.3 }, random)).sort(
    (left, right) => left - right
  );

  it('has the median that was asked for', () => {
    expect(durations[5000]).toBeGreaterThan(78);
    expect(durations[5000]).toBeLessThan(82);
  });

  it('has a longer tail above than below, but none without end', () => {
    const [low, high] = [durations[100] as number, durations[9900] as number];
    expect(high - 80).toBeGreaterThan(80 - low);
    expect(durations.at(-1)).toBeLessThan(80 * Math.exp(0.3 * 3));
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import type { MetricRows } from './metric-rows.ts';
import { learnWhitening, whitenedEnergies } from './whitening.ts';

const random = seededRandom(12);

/** Two metrics that are nearly the same, and a third that is on its own. */
const rows: MetricRows = {
  rows: 500,
  metrics: 3,
  values: Float64Array.from(
    Array.from({ length: 500 }).flatMap(() => {
      const common = random() - 0.5;
      return [common, common + 0.02 * (random() - 0.5), random() - 0.5];
    })
  ),
};

function energiesOf(row: readonly number[]): number[] {
  const energies = new Float64Array(3);
  whitenedEnergies(learnWhitening(rows), Float64Array.from(row), energies);
  return Array.from(energies);
}

function distanceOf(row: readonly number[]): number {
  return energiesOf(row).reduce((sum, energy) => sum + energy, 0);
}

describe('learnWhitening', () => {
  it('finds metrics that part further away than metrics that move as far together', () => {
    expect(distanceOf([0.4, -0.4, 0])).toBeGreaterThan(2 * distanceOf([0.4, 0.4, 0]));
  });

  it('lays a deviation to the metric that deviates', () => {
    const [first, second, third] = energiesOf([0, 0, 2]);
    expect(third).toBeGreaterThan(20 * Math.max(first!, second!));
  });

  it('measures a metric that never changed where it was learned in its own unit', () => {
    const flat: MetricRows = { rows: 50, metrics: 1, values: new Float64Array(50).fill(3) };
    const energies = new Float64Array(1);
    whitenedEnergies(learnWhitening(flat), Float64Array.of(5), energies);
    expect(energies[0]).toBeCloseTo(8, 9);
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import type { MetricRows } from './metric-rows.ts';
import { learnSeason, withoutSeason } from './season-profile.ts';

const PERIOD_ROWS = 288;
const random = seededRandom(9);

/** A metric that follows the day with a spike at the same time each day, and one that is noise. */
function twoMetrics(days: number): MetricRows {
  const values = Float64Array.from({ length: 2 * days * PERIOD_ROWS }, (_, index) => {
    const row = index >> 1;
    const spike = row % PERIOD_ROWS === 100 ? 3 : 0;
    return index % 2 === 0 ? Math.sin((2 * Math.PI * row) / PERIOD_ROWS) + spike : random() - 0.5;
  });
  return { rows: days * PERIOD_ROWS, metrics: 2, values };
}

describe('learnSeason', () => {
  const rows = twoMetrics(10);
  const rest = withoutSeason(rows, learnSeason(rows, PERIOD_ROWS));

  it('takes the day out of a metric that follows it', () => {
    expect(Math.abs(rest.values[2 * 72]!)).toBeLessThan(0.05);
    expect(rows.values[2 * 72]).toBeCloseTo(1, 9);
  });

  it('leaves a short event that returns at the same time each day an event', () => {
    expect(rest.values[2 * 100]).toBeGreaterThan(2.8);
    expect(rest.values[2 * (100 + 3 * PERIOD_ROWS)]).toBeGreaterThan(2.8);
  });

  it('leaves a metric alone that does not follow the day', () => {
    for (let row = 0; row < rows.rows; row++) {
      expect(rest.values[2 * row + 1]).toBe(rows.values[2 * row + 1]);
    }
  });
});

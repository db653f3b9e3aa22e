import { describe, expect, it } from 'vitest';
import { compareAnomalies } from './similarity.ts';
import type { AnomalyShape } from './similarity.ts';

const feature = (name: string, share: number) => ({ name, value: 1, expected: 0, share });
const shape = (changes: Partial<AnomalyShape> = {}): AnomalyShape => ({
  seriesKey: 'latency{service="payments"}',
  service: 'payments',
  onsetAt: new Date('2026-03-02T10:00:00Z'),
  peakScore: 4,
  value: 2,
  expected: 0.2,
  explanation: { summary: '', model: '', confidence: 1, features: [feature('value', 0.8), feature('delta', 0.2)] },
  ...changes,
});

it('is 1 for an anomaly that cannot be told apart, and says why', () => {
  const yesterday = shape({ onsetAt: new Date('2026-03-01T10:00:00Z') });
  const { similarity, reasons } = compareAnomalies(shape(), yesterday);
  expect(similarity).toBeCloseTo(1, 10);
  expect(reasons).toEqual([
    'the same series',
    'the same features made the score',
    'above what is usual',
    'a peak score of 4.0',
    'at the same time of day',
  ]);
});

describe('is lower', () => {
  it.each([
    ['at another series', { seriesKey: 'latency{service="orders"}' }],
    ['in the other direction', { value: 0.01 }],
    ['without a value', { value: null }],
    ['with a lower peak', { peakScore: 1.1 }],
    ['at another time of day', { onsetAt: new Date('2026-03-01T22:00:00Z') }],
    ['by other features', { explanation: { ...shape().explanation, features: [feature('rolling_std', 1)] } }],
  ])('%s', (_what, changes) => {
    const { similarity, reasons } = compareAnomalies(shape(), shape(changes));
    expect(similarity).toBeLessThan(0.9);
    expect(reasons.length).toBeLessThan(5);
  });
});

it('counts hours around the clock', () => {
  const late = shape({ onsetAt: new Date('2026-03-01T23:45:00Z') });
  const early = shape({ onsetAt: new Date('2026-03-02T00:15:00Z') });
  expect(compareAnomalies(late, early).reasons).toContain('at the same time of day');
});

it('compares anomalies that no feature explains', () => {
  const bare = shape({ explanation: { ...shape().explanation, features: [] } });
  expect(compareAnomalies(bare, bare).similarity).toBeCloseTo(1, 10);
  expect(compareAnomalies(bare, shape()).similarity).toBeCloseTo(0.7, 10);
});

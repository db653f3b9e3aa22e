import { expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { nearestElsewhere } from './nearest-elsewhere.ts';
import { reviewNovelty } from './novelty-review.ts';

const STEP_MS = 300_000;
const DAY = 288;
const random = seededRandom(5);
const timestampsMs = Float64Array.from({ length: 14 * DAY }, (_, row) => row * STEP_MS);
const usual = timestampsMs.map((_, row) => 20 * Math.sin((2 * Math.PI * row) / DAY) + random());

it.each([
  ['a dead day', (value: number, row: number) => (row >= 6 * DAY && row < 7 * DAY ? 0 : value)],
  ['a wave turned round', (value: number, row: number) => (row >= 6 * DAY && row < 6.5 * DAY ? -value : value)],
  ['a burst', (value: number, row: number) => (row >= 6 * DAY && row < 6 * DAY + 20 ? value + 60 : value)],
])('scores highest in and around %s', (_, damage) => {
  const scores = reviewNovelty({ timestampsMs, values: usual.map(damage) }, STEP_MS);
  const peak = scores.indexOf(Math.max(...scores));
  expect(peak).toBeGreaterThan(5.8 * DAY);
  expect(peak).toBeLessThan(7.2 * DAY);
  expect(Math.max(...scores)).toBeGreaterThanOrEqual(1);
});

it('looks for the nearest value outside the neighbourhood only', () => {
  expect([...nearestElsewhere(Float64Array.of(9, 9, 1, 2, 3, 1), 1)]).toEqual([6, 6, 0, 1, 2, 0]);
});

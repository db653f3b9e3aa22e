import { expect, test } from 'vitest';
import { syntheticSeries } from '../detectors/synthetic-series.ts';
import { fitSeries } from './fit-series.ts';
import { createTrainingPool } from './training-pool.ts';

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 0, 5);
const endMs = startMs + 2 * 24 * 60 * minuteMs;

function requestFor(seed: number) {
  const series = syntheticSeries('traffic', startMs, endMs, minuteMs, seed);
  return { kind: 'ensemble' as const, series, options: { minDeviation: seed }, warmUpToMs: endMs - 5 * minuteMs };
}

test('a model fitted beside the event loop is the same and goes on the same', async () => {
  const request = requestFor(1);

  const model = await createTrainingPool(1).fit(request);

  const here = fitSeries(request);
  expect(model.snapshot()).toEqual(here.snapshot());
  expect(model.score(endMs, 0)).toEqual(here.score(endMs, 0));
  expect(request.series.values).toHaveLength(2 * 24 * 60);
});

test('more requests than threads are all answered, each with its own model', async () => {
  const pool = createTrainingPool(2);

  const models = await Promise.all([1, 2, 3, 4, 5].map((seed) => pool.fit(requestFor(seed))));

  expect(models.map((model) => model.snapshot().options.minDeviation)).toEqual([1, 2, 3, 4, 5]);
});

test('a history that cannot be learned from fails alone', async () => {
  const pool = createTrainingPool(1);
  const { series, ...rest } = requestFor(1);
  const backwards = { ...series, timestampsMs: series.timestampsMs.toReversed() };

  const [failed, fitted] = await Promise.allSettled([
    pool.fit({ ...rest, series: backwards }),
    pool.fit({ ...rest, series }),
  ]);

  expect(failed).toMatchObject({ status: 'rejected', reason: expect.objectContaining({ name: 'RangeError' }) });
  expect(fitted.status).toBe('fulfilled');
});

test('a thread that has rested is replaced when there is work again', async () => {
  const pool = createTrainingPool(1, 1);
  await pool.fit(requestFor(1));
  await new Promise((resolve) => setTimeout(resolve, 300));

  const again = await pool.fit(requestFor(2));

  expect(again.snapshot().options.minDeviation).toBe(2);
});

test('the event loop turns while models are fitted', async () => {
  const pool = createTrainingPool(1);
  await pool.fit(requestFor(1));
  const requests = [1, 2, 3, 4, 5, 6].map(requestFor);
  let turns = 0;
  const timer = setInterval(() => turns++, 1);

  await Promise.all(requests.map((request) => pool.fit(request)));

  clearInterval(timer);
  expect(turns).toBeGreaterThan(requests.length);
});

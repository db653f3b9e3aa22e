import { expect, it } from 'vitest';
import { newTrackedSeries } from '../tracked-series.ts';
import { scoresToNote } from './scores-to-note.ts';
import { newShard } from './shard.ts';

const row = { id: 'a', detectorId: 'cpu', part: 0, parts: 1, owner: 'a', releasedAt: null, fencing: 1 };
const point = {
  timestampMs: 60_000,
  value: 5,
  score: 0.2,
  expected: null,
  lower: null,
  upper: null,
  agreed: false,
  reason: 'usual' as const,
  onsetMs: null,
  features: [],
};

function shardOf(count: number) {
  const series = Array.from({ length: count }, (_, index) => ({
    ...newTrackedSeries(`cpu{instance="${index}"}`, 'cpu', 'payments', {}),
    lastPoint: point,
    lastTimestampMs: 60_000,
  }));
  return newShard({ ...row, scoredThrough: new Date(60_000), series: 0, trained: 0 }, series);
}

it('writes every score of a small installation with every step', () => {
  const shard = shardOf(40);
  expect(scoresToNote([shard]).added).toHaveLength(40);
  expect(scoresToNote([shard])).toMatchObject({
    added: [],
    noted: Array.from({ length: 40 }, () => ({ lastScore: 0.2 })),
  });
});

it('writes what changed materially at once, and the calm rest by turns', () => {
  const shard = shardOf(2500);
  scoresToNote([shard]);
  const calm = [scoresToNote([shard]), scoresToNote([shard]), scoresToNote([shard])].flatMap(({ noted }) => noted);
  expect(new Set(calm.map(({ seriesKey }) => seriesKey)).size).toBe(2500);
  expect(calm.length).toBeLessThanOrEqual(3000);
  const [last] = shard.series.slice(-1);
  last!.lastPoint = { ...point, score: 1.01 };
  scoresToNote([shard]);
  last!.lastPoint = { ...point, score: 0.99 };
  expect(scoresToNote([shard]).noted).toContainEqual(
    expect.objectContaining({ seriesKey: last?.key, lastScore: 0.99 })
  );
});

import { expect, it } from 'vitest';
import { newTrackedSeries } from '../tracked-series.ts';
import { newShard } from './shard.ts';
import { partOf } from './shard-of.ts';
import { splitLargeShards } from './split-shard.ts';

const series = Array.from({ length: 4000 }, (_, index) =>
  newTrackedSeries(`cpu{instance="node-${index}"}`, 'cpu', 'payments', { instance: `node-${index}` })
);
const whole = () =>
  newShard(
    {
      id: 'whole',
      detectorId: 'cpu',
      part: 0,
      parts: 1,
      owner: 'a',
      releasedAt: null,
      fencing: 3,
      scoredThrough: new Date(60_000),
      series: 0,
      trained: 0,
    },
    series
  );

it('leaves every series in exactly one shard, the one that its key belongs to, none of them too large', () => {
  const shard = whole();
  const shards = [shard, ...splitLargeShards([shard], 600).map(({ second }) => second)];
  expect(shards.length).toBe(8);
  expect(shards.flatMap((each) => each.series.map(({ key }) => key)).sort()).toEqual(
    series.map(({ key }) => key).sort()
  );
  for (const { part, parts, series: own, positions } of shards) {
    expect(own.length).toBeLessThanOrEqual(600);
    own.forEach(({ key }, position) => {
      expect(partOf(key, parts)).toBe(part);
      expect(positions.get(key)).toBe(position);
    });
  }
});

it('begins the new shard where the old one stands, and has both written down anew', () => {
  const shard = whole();
  shard.needsCheckpoint = false;
  const [split] = splitLargeShards([shard], 3000);
  expect(split).toMatchObject({ from: shard, second: { part: 1, parts: 2, scoredThroughMs: 60_000 } });
  expect([shard.needsCheckpoint, split?.second.needsCheckpoint]).toEqual([true, true]);
});

it('leaves a shard alone that is not too large', () => {
  expect(splitLargeShards([whole()], 4000)).toEqual([]);
});

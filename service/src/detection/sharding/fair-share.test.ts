import { describe, expect, it } from 'vitest';
import { fairShare } from './fair-share.ts';
import type { Shareable } from './fair-share.ts';

const shardsOf = (count: number): Shareable[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `shard-${index}`,
    detectorId: `detector-${index}`,
    owner: null,
    isFree: true,
    mayOwn: true,
    isLeftOver: false,
  }));

/** What the share of a replica asks for is done at once. */
function balance(shards: Shareable[], replica: string, replicas: number): void {
  const { claim, release } = fairShare(shards, replica, replicas);
  for (const shard of shards) {
    shard.owner = claim.includes(shard.id) ? replica : shard.owner;
    shard.owner = release.includes(shard.id) ? null : shard.owner;
    shard.isFree = shard.owner === null;
  }
}

/** Every replica in turn does what its share asks for, until nothing changes any more. */
function settle(shards: Shareable[], replicas: readonly string[]): { counts: number[]; rounds: number } {
  for (let rounds = 0; rounds < 20; rounds += 1) {
    const before = JSON.stringify(shards);
    replicas.forEach((replica) => balance(shards, replica, replicas.length));
    if (JSON.stringify(shards) === before) {
      return { counts: replicas.map((replica) => shards.filter(({ owner }) => owner === replica).length), rounds };
    }
  }
  throw new Error('the replicas do not come to rest');
}

describe('fair shares', () => {
  it.each([
    { shards: 9, replicas: 1 },
    { shards: 9, replicas: 2 },
    { shards: 10, replicas: 3 },
    { shards: 2, replicas: 5 },
    { shards: 64, replicas: 7 },
  ])('of $shards shards for $replicas replicas leave none free and give nobody too many', ({ shards, replicas }) => {
    const names = Array.from({ length: replicas }, (_, index) => `replica-${index}`);
    const { counts, rounds } = settle(shardsOf(shards), names);
    expect(counts.reduce((total, count) => total + count, 0)).toBe(shards);
    expect(Math.max(...counts)).toBeLessThanOrEqual(Math.ceil(shards / replicas));
    expect(rounds).toBeLessThanOrEqual(3);
  });

  it('move no more shards than a replica that joins or leaves needs', () => {
    const shards = shardsOf(9);
    settle(shards, ['a', 'b']);
    const before = shards.map(({ owner }) => owner);
    settle(shards, ['a', 'b', 'c']);
    const moved = shards.filter(({ owner }, index) => owner !== before[index]);
    expect(moved.map(({ owner }) => owner)).toEqual(['c', 'c', 'c']);
  });

  it('leave a detector that is not known here to those who know it, and take what nobody takes', () => {
    const [known, foreign, leftOver] = shardsOf(3).map((shard, index) => ({
      ...shard,
      mayOwn: index !== 1,
      isLeftOver: index === 2,
    }));
    expect(fairShare([known!, foreign!, leftOver!], 'a', 3).claim).toEqual(['shard-0', 'shard-2']);
  });
});

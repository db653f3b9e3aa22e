/** As much of a shard as it takes to say who should score it. */
export interface Shareable {
  id: string;
  detectorId: string;
  owner: string | null;
  /** Nobody who is alive owns it. */
  isFree: boolean;
  /** This replica knows its detector. */
  mayOwn: boolean;
  /** It has been free for so long that nobody seems to want it. */
  isLeftOver: boolean;
}

export interface ShareChange {
  claim: string[];
  release: string[];
}

/**
 * What a replica has to take or to give up to own its fair share: as many shards as there are divided by the live
 * replicas, rounded up, and what nobody else takes. Those of one detector come next to each other, so that its query is
 * asked by few replicas.
 */
export function fairShare(shards: readonly Shareable[], replicaId: string, liveReplicas: number): ShareChange {
  const share = Math.ceil(shards.length / Math.max(1, liveReplicas));
  const ordered = shards.toSorted(byDetector);
  const own = ordered.filter(({ owner }) => owner === replicaId);
  const free = ordered.filter(({ owner, isFree, mayOwn }) => mayOwn && isFree && owner !== replicaId);
  const room = Math.max(0, share - own.length);
  return {
    claim: free.filter(({ isLeftOver }, index) => index < room || isLeftOver).map(({ id }) => id),
    release: own.slice(share).map(({ id }) => id),
  };
}

function byDetector(one: Shareable, other: Shareable): number {
  return one.detectorId.localeCompare(other.detectorId) || one.id.localeCompare(other.id);
}

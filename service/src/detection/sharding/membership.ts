import type { DetectorDefinition } from '@vigil/contract';
import type { Database } from '../../storage/database.ts';
import {
  deleteDeadReplicas,
  deleteReplica,
  listLiveReplicas,
  renewReplica,
} from '../../storage/repositories/replicas.ts';
import { addMissingShards, claimShards, listShards, releaseShards } from '../../storage/repositories/scoring-shards.ts';
import type { ListedShard } from '../../storage/repositories/scoring-shards.ts';
import type { NewReplica } from '../../storage/scoring-tables.ts';
import type { DetectorCatalog } from '../detector-catalog.ts';
import { fairShare } from './fair-share.ts';
import type { Shareable } from './fair-share.ts';

export interface MembershipOptions {
  database: Database;
  catalog: DetectorCatalog;
  /** How long a replica that says nothing is believed to be alive. */
  leaseSeconds: number;
  /** What it tells about itself with every renewal. */
  describe: () => Omit<NewReplica, 'leaseUntil'>;
  replicaId: string;
}

/** This replica among those that score together. */
export interface Membership {
  /** Tells the others that it is alive. */
  renew(): Promise<void>;
  /** Gives up what is more than its share, takes what is free of it; answers what it owns then. */
  balance(nowMs: number): Promise<ListedShard[]>;
  /** Leaves everything to the others at once. */
  leave(): Promise<void>;
}

/** A shard that nobody's configuration has a detector for is kept so long, because a roll-out may be under way. */
const orphanGraceMs = 300_000;
const leftOverAfterMs = 60_000;

export function createMembership(options: MembershipOptions): Membership {
  const { database, replicaId, leaseSeconds } = options;
  const renew = (): Promise<void> => renewReplica(database, options.describe(), leaseSeconds);

  return {
    renew,
    async balance(nowMs) {
      await renew();
      const { length: live } = await listLiveReplicas(database);
      const shards = await listWithMissing(options, nowMs);
      const { claim, release } = fairShare(
        shards.map((shard) => toShareable(shard, options, live, nowMs)),
        replicaId,
        live
      );
      await releaseShards(database, replicaId, release);
      await claimShards(database, replicaId, claim);
      if (claim.length > 0) {
        await deleteDeadReplicas(database);
      }
      const current = claim.length + release.length === 0 ? shards : await listShards(database);
      return current.filter(({ owner }) => owner === replicaId);
    },
    async leave() {
      const own = (await listShards(database)).filter(({ owner }) => owner === replicaId);
      await releaseShards(
        database,
        replicaId,
        own.map(({ id }) => id)
      );
      await deleteReplica(database, replicaId);
    },
  };
}

async function listWithMissing({ database, catalog }: MembershipOptions, nowMs: number): Promise<ListedShard[]> {
  const shards = await listShards(database);
  const known = new Set(shards.map(({ detectorId }) => detectorId));
  const missing = catalog.all().filter(({ id }) => !known.has(id));
  if (missing.length === 0) {
    return shards;
  }
  await addMissingShards(
    database,
    missing.map((detector) => ({ id: detector.id, scoredThrough: stepBefore(detector, nowMs) }))
  );
  return listShards(database);
}

function toShareable(
  shard: ListedShard,
  { catalog, replicaId }: MembershipOptions,
  liveReplicas: number,
  nowMs: number
): Shareable {
  const freeMs = shard.releasedAt === null ? 0 : nowMs - shard.releasedAt.getTime();
  const fate = catalog.fateOf(shard.detectorId);
  // What no configuration asks for any more is taken by any replica, to be dropped.
  const isOrphan = fate === 'removed' && (liveReplicas === 1 || freeMs >= orphanGraceMs);
  const isKnown = fate === 'active' || fate === 'missing';
  return {
    ...shard,
    mayOwn: isKnown || isOrphan || shard.owner === replicaId,
    isLeftOver: freeMs >= leftOverAfterMs,
  };
}

/** A detector that is new begins with the newest step. */
function stepBefore({ stepSeconds }: DetectorDefinition, nowMs: number): Date {
  const stepMs = stepSeconds * 1000;
  return new Date((Math.floor(nowMs / stepMs) - 1) * stepMs);
}

import type { Database } from '../storage/database.ts';
import { findLastTraining } from '../storage/repositories/models.ts';
import { listLiveReplicas } from '../storage/repositories/replicas.ts';
import { listShards } from '../storage/repositories/scoring-shards.ts';
import type { ListedShard } from '../storage/repositories/scoring-shards.ts';
import type { ReplicaRow } from '../storage/scoring-tables.ts';
import { scoredMessage } from './scoring-status.ts';
import type { ScoringState } from './scoring-status.ts';

/** A live replica and what it scores. */
export interface ReplicaShare {
  name: string;
  shards: number;
  series: number;
  lastScoredAt: Date | null;
}

/** What all replicas tell about detection. */
export interface DetectionOverview {
  series: number;
  trained: number;
  lastTrainedAt: Date | null;
  lastScoredAt: Date | null;
  replicas: ReplicaShare[];
}

export const nothingYet: DetectionOverview = {
  series: 0,
  trained: 0,
  lastTrainedAt: null,
  lastScoredAt: null,
  replicas: [],
};

/** What the live replicas have seen, put together; null while none of them scores. */
export async function readSharedStatus(
  database: Database
): Promise<{ overview: DetectionOverview; state: ScoringState | null }> {
  const replicas = await listLiveReplicas(database);
  const shards = await listShards(database);
  const scoring = replicas.filter(({ id }) => shards.some(({ owner }) => owner === id));
  return {
    overview: {
      series: sum(shards, 'series'),
      trained: sum(shards, 'trained'),
      lastTrainedAt: await findLastTraining(database),
      lastScoredAt: oldest(scoring.map(({ scoredAt }) => scoredAt)),
      replicas: replicas.map((replica) => shareOf(replica, shards)),
    },
    state: stateOf(scoring),
  };
}

/** It stands still where one replica does: its part of the series is not scored. */
function stateOf(scoring: readonly ReplicaRow[]): ScoringState | null {
  const down = scoring.filter(({ state }) => state === 'down').toSorted(bySince);
  const [told] = down.length > 0 ? down : scoring.toSorted(bySince);
  if (told === undefined) {
    return null;
  }
  const failing = [...new Map(scoring.flatMap((replica) => replica.failing).map((each) => [each.id, each])).values()];
  const isPartly = failing.length > 0 && down.length === 0;
  const message = isPartly ? scoredMessage(scoring.length, failing) : told.message;
  return { state: told.state, since: told.since, message, failing, latencyMs: null };
}

function shareOf({ id, name, scoredAt }: ReplicaRow, shards: readonly ListedShard[]): ReplicaShare {
  const own = shards.filter(({ owner }) => owner === id);
  return { name, shards: own.length, series: sum(own, 'series'), lastScoredAt: scoredAt };
}

function sum(shards: readonly ListedShard[], what: 'series' | 'trained'): number {
  return shards.reduce((total, shard) => total + shard[what], 0);
}

/** Of all that score; one that has not scored yet does not count. */
function oldest(times: ReadonlyArray<Date | null>): Date | null {
  const known = times.flatMap((time) => (time === null ? [] : [time.getTime()]));
  return known.length === 0 ? null : new Date(Math.min(...known));
}

function bySince(one: ReplicaRow, other: ReplicaRow): number {
  return one.since.getTime() - other.since.getTime();
}

import type { DetectorDefinition } from '@vigil/contract';
import type { Database, Executor } from '../storage/database.ts';
import { addAnomalyRates } from '../storage/repositories/anomaly-rates.ts';
import { advanceShards, deleteShards } from '../storage/repositories/scoring-shards.ts';
import { noteScores, saveSeriesStates } from '../storage/repositories/series-state.ts';
import { anomalyRatesOf } from './anomaly-rates.ts';
import { dropSeries } from './drop-series.ts';
import type { DroppedSeries } from './drop-series.ts';
import type { EndedAnomaly } from './end-anomaly.ts';
import { saveEvents } from './save-events.ts';
import type { AppliedInput } from './sharding/apply-input.ts';
import type { Shard } from './sharding/shard.ts';
import { prepareSaves, savesOf, writeSaves } from './sharding/shard-save.ts';
import type { ShardInput } from './sharding/shard-input.ts';
import { shardProgress } from './sharding/split-shard.ts';
import { scoresToNote } from './sharding/scores-to-note.ts';

/** Ids of anomalies by what became of them in one round. */
export interface SavedAnomalies {
  opened: string[];
  /** Anomalies that are worse than they have been before. */
  worse: string[];
  /** Back to what is usual. */
  closed: string[];
  /** Not to be followed any further. */
  ended: EndedAnomaly[];
}

/** What a round has come to for one shard. */
export interface ShardRound extends AppliedInput {
  shard: Shard;
  input: ShardInput;
  dropped: readonly DroppedSeries[];
  /** Nothing is left to be scored in it. */
  isDone: boolean;
}

/** What one round has come to and is saved as a whole. */
export interface RoundResult {
  replicaId: string;
  shards: readonly ShardRound[];
  detectors: ReadonlyMap<string, DetectorDefinition>;
  nowMs: number;
}

export interface SavedRound {
  anomalies: SavedAnomalies;
  kept: readonly ShardRound[];
  /** Shards that have another owner meanwhile: nothing of them was saved. */
  lost: readonly Shard[];
  /** Shards that came of those that had grown too large. */
  added: readonly Shard[];
}

/** What else belongs to a round and is saved with it, all or nothing. */
export type RoundSequel = (transaction: Executor, saved: SavedAnomalies) => Promise<void>;

/**
 * Saves where each shard stands together with what became of its anomalies, all or nothing, and only of shards that are
 * still this replica's: so no step is scored twice, and none is left out. On failure the series in memory are ahead of
 * the database: load them again.
 */
export async function saveRound(database: Database, result: RoundResult, sequel: RoundSequel): Promise<SavedRound> {
  const saves = await prepareSaves(result.shards);
  return database.transaction().execute(async (transaction) => {
    const progress = result.shards.map(({ shard }) => shardProgress(shard));
    const owned = await advanceShards(transaction, result.replicaId, progress);
    const kept = result.shards.filter(({ shard }) => owned.has(shard.id));
    const ownedSaves = savesOf(owned, saves);
    const added = ownedSaves.flatMap(({ shard, splitFrom }) => (splitFrom === null ? [] : [shard]));
    await writeSaves(transaction, result.replicaId, ownedSaves);
    const anomalies = await saveEvents(
      transaction,
      kept.flatMap(({ events }) => events),
      ownedSaves.flatMap(({ shard }) => shard.series),
      result
    );
    const { added: newSeries, noted } = scoresToNote(ownedSaves.map(({ shard }) => shard));
    await saveSeriesStates(transaction, newSeries);
    await noteScores(transaction, noted);
    const dropped = kept.flatMap((round) => round.dropped);
    anomalies.ended.push(...(await dropSeries(transaction, dropped, result.nowMs)));
    await deleteShards(
      transaction,
      kept.flatMap(({ shard, isDone }) => (isDone ? [shard.id] : []))
    );
    await sequel(transaction, anomalies);
    const points = kept.flatMap((round) => round.points);
    await addAnomalyRates(transaction, anomalyRatesOf(points, result.detectors));
    const lost = result.shards.flatMap(({ shard }) => (owned.has(shard.id) ? [] : [shard]));
    return { anomalies, kept, lost, added };
  });
}

import type { Executor } from '../../storage/database.ts';
import { splitShard } from '../../storage/repositories/scoring-shards.ts';
import { appendToJournal, saveCheckpoint } from '../../storage/repositories/shard-states.ts';
import { encodeCheckpoint } from './checkpoint-codec.ts';
import { encodeInput } from './journal-codec.ts';
import type { Shard } from './shard.ts';
import type { ShardReading } from './shard-input.ts';
import { shardProgress, splitLargeShards } from './split-shard.ts';

/** With a journal as long as this a shard begins a new checkpoint; replaying so much takes less than reading its models. */
const longestJournal = 16;
/** An input of more steps says more than the checkpoint that follows from it. */
const longestInput = 4;

/** What is to be written so that a shard goes on from where it is now. */
export interface ShardSave {
  shard: Shard;
  /** The shard that this one was split off from; null when it existed before. */
  splitFrom: Shard | null;
  checkpoint: Uint8Array | null;
  input: Uint8Array | null;
}

/** Writes a checkpoint where one is due and the input where that is enough; splits shards that have grown too large. */
export async function prepareSaves(readings: readonly ShardReading[]): Promise<ShardSave[]> {
  const splits = splitLargeShards(readings.map(({ shard }) => shard));
  const existing = await Promise.all(readings.map((reading) => prepareSave(reading)));
  const added = await Promise.all(
    splits.map(async ({ from, second }) => ({ ...(await checkpointOf(second)), splitFrom: from }))
  );
  return [...existing, ...added];
}

async function prepareSave({ shard, input }: ShardReading): Promise<ShardSave> {
  const isDue = shard.journalLength >= longestJournal + stagger(shard) || input.stepsMs.length > longestInput;
  if (shard.needsCheckpoint || isDue) {
    return checkpointOf(shard);
  }
  return {
    shard,
    splitFrom: null,
    checkpoint: null,
    input: input.stepsMs.length > 0 ? await encodeInput(input) : null,
  };
}

async function checkpointOf(shard: Shard): Promise<ShardSave> {
  shard.needsCheckpoint = false;
  return { shard, splitFrom: null, checkpoint: await encodeCheckpoint(shard.series), input: null };
}

/** Shards that began together do not all write their checkpoints in the same round. */
function stagger({ id }: Shard): number {
  return (id.codePointAt(0) ?? 0) % longestJournal;
}

/** The saves of these shards and of those that were split off from them, or from those in turn. */
export function savesOf(owned: ReadonlySet<string>, saves: readonly ShardSave[]): ShardSave[] {
  const known = new Set(owned);
  return saves.filter(({ shard, splitFrom }) => {
    const isOwned = known.has((splitFrom ?? shard).id);
    return isOwned && known.add(shard.id);
  });
}

/** Must run in the transaction that has found the shards to be still this owner's. */
export async function writeSaves(executor: Executor, owner: string, saves: readonly ShardSave[]): Promise<void> {
  for (const { shard, splitFrom, checkpoint, input } of saves) {
    if (splitFrom !== null) {
      const { detectorId, part, parts } = shard;
      await splitShard(executor, splitFrom.id, { ...shardProgress(shard), detectorId, part, parts, owner });
    }
    if (checkpoint !== null) {
      await saveCheckpoint(executor, shard.id, checkpoint);
      shard.journalLength = 0;
    } else if (input !== null) {
      shard.journalLength += 1;
      await appendToJournal(executor, { shardId: shard.id, sequence: shard.journalLength, input });
    }
  }
}

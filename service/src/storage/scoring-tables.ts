import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';

/** One running service; dead when its lease has run out. */
export interface ReplicasTable {
  id: string;
  /** For people: where it runs. */
  name: string;
  startedAt: Date;
  leaseUntil: Date;
  state: 'ok' | 'down' | 'not-configured';
  since: Date;
  message: string;
  failing: ColumnType<Array<{ id: string; message: string }>, string, string>;
  scoredAt: Date | null;
}

/** Some or all series of one detector, scored by one replica at a time. */
export interface ScoringShardsTable {
  id: string;
  detectorId: string;
  /** It holds the series whose hash, divided by `parts`, leaves `part`. */
  part: number;
  parts: number;
  owner: string | null;
  /** When it was last given up in order. */
  releasedAt: Date | null;
  /** Grows with every change of owner; whoever saves with an older number is refused. */
  fencing: Generated<number>;
  scoredThrough: Date;
  series: Generated<number>;
  trained: Generated<number>;
  /** Where each series stood when the journal was last emptied; null before the first. */
  checkpoint: Uint8Array | null;
}

/** What a shard was given to score since its checkpoint. */
export interface ShardJournalTable {
  shardId: string;
  sequence: number;
  input: Uint8Array;
}

export type NewReplica = Insertable<ReplicasTable>;
export type ReplicaRow = Selectable<ReplicasTable>;
export type ShardRow = Omit<Selectable<ScoringShardsTable>, 'checkpoint'>;

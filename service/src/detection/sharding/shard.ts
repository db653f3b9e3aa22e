import type { ShardRow } from '../../storage/scoring-tables.ts';
import type { TrackedSeries } from '../tracked-series.ts';

/** The series of one detector, or a part of them, that this replica scores. */
export interface Shard {
  readonly id: string;
  readonly detectorId: string;
  readonly part: number;
  parts: number;
  /** Grows with every change of owner. */
  readonly fencing: number;
  scoredThroughMs: number;
  /** In an order that changes only together with a checkpoint: the journal counts on it. */
  readonly series: TrackedSeries[];
  /** Where each series stands in `series`. */
  readonly positions: Map<string, number>;
  /** Some series have not been scored at the newest step, because their sample may come late. */
  hasHeldBack: boolean;
  /** Inputs that were saved since the last checkpoint. */
  journalLength: number;
  /** What it consists of has changed, so that its journal cannot be replayed on its checkpoint. */
  needsCheckpoint: boolean;
  /** The position of the next calm series whose score is written down for others. */
  nextToNote: number;
}

export function newShard(
  { id, detectorId, part, parts, fencing, scoredThrough }: ShardRow,
  series: readonly TrackedSeries[] = []
): Shard {
  return {
    id,
    detectorId,
    part,
    parts,
    fencing,
    scoredThroughMs: scoredThrough.getTime(),
    series: [...series],
    positions: positionsOf(series),
    hasHeldBack: false,
    journalLength: 0,
    needsCheckpoint: true,
    nextToNote: 0,
  };
}

export function addSeries(shard: Shard, series: TrackedSeries): void {
  shard.positions.set(series.key, shard.series.length);
  shard.series.push(series);
  shard.needsCheckpoint = true;
}

/** Keeps only the series that are wanted; answers the others. */
export function keepSeries(shard: Shard, isWanted: (series: TrackedSeries) => boolean): TrackedSeries[] {
  const { true: kept = [], false: given = [] } = Object.groupBy(shard.series, (series) => `${isWanted(series)}`);
  if (given.length > 0) {
    shard.series.splice(0, shard.series.length, ...kept);
    shard.positions.clear();
    positionsOf(kept).forEach((position, key) => shard.positions.set(key, position));
    shard.needsCheckpoint = true;
  }
  return given;
}

function positionsOf(series: readonly TrackedSeries[]): Map<string, number> {
  return new Map(series.map(({ key }, position) => [key, position]));
}

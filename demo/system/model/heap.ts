import { seasonAt } from './season.ts';
import { waveAt } from './wave.ts';

export const heapMaxBytes = 512 * 1024 * 1024;

/** Share of the maximum heap in each G1 region set. */
export interface HeapUse {
  readonly eden: number;
  readonly survivor: number;
  readonly old: number;
}

const edenShare = 0.08;
const collectionPeriodMs = 37_000;
const hourMs = 3_600_000;

/** A JVM heap between collections: Eden fills and empties like a saw, the old generation moves slowly with the load. */
export function heapUseAt(seed: number, timeMs: number): HeapUse {
  return {
    eden: edenShare * edenFillAt(timeMs),
    survivor: 0.012,
    old: 0.39 + 0.03 * (seasonAt(timeMs) - 1) + 0.01 * waveAt(seed, 'heap', timeMs, hourMs),
  };
}

/** How many young collections there have been since the epoch. */
export function youngCollectionsUntil(timeMs: number): number {
  return Math.floor(timeMs / collectionPeriodMs);
}

function edenFillAt(timeMs: number): number {
  return (timeMs % collectionPeriodMs) / collectionPeriodMs;
}

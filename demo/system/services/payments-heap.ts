import type { Environment } from '../behavior/service-definition.ts';
import { heapMaxBytes, heapUseAt, youngCollectionsUntil } from '../model/heap.ts';

export interface Heap {
  /** 0 while collections keep up, 1 when they run all the time. */
  pressure(): number;
  tick(): void;
}

type HeapEnvironment = Pick<Environment, 'meter' | 'seed' | 'now' | 'conditions' | 'log'>;

const regions = { eden: 'G1 Eden Space', survivor: 'G1 Survivor Space', old: 'G1 Old Gen' } as const;
const regionNames = ['eden', 'survivor', 'old'] as const;
const fullestShare = 0.9;
const pressureFrom = 0.6;
const fullCollectionIntervalMs = 4000;
const youngPauseSeconds = 0.012;
const fullPauseSeconds = 0.08;
const metaspaceBytes = 96 * 1024 * 1024;
const mebibyte = 1024 * 1024;

/** The heap of the modelled JVM, with what a leak adds to its old generation. */
export function createHeap(environment: HeapEnvironment): Heap {
  const { seed, now, conditions, log } = environment;
  let leakedShare = 0;
  let fullCollections = 0;
  let lastTickMs = now();
  let lastFullCollectionMs = 0;

  const shareAt = (region: keyof typeof regions, timeMs: number) =>
    heapUseAt(seed, timeMs)[region] + (region === 'old' ? leakedShare : 0);
  const usedShare = () => regionNames.reduce((sum, region) => sum + shareAt(region, now()), 0);
  exportMemory(environment, shareAt);
  exportCollections(environment, () => fullCollections);

  function leak(elapsedSeconds: number): void {
    const { heapGrowthPerSecond } = conditions();
    const grown = Math.min(heapGrowthPerSecond * elapsedSeconds, fullestShare - usedShare());
    leakedShare = heapGrowthPerSecond === 0 ? 0 : leakedShare + grown;
  }

  function collectWhenFull(): void {
    if (usedShare() < pressureFrom || now() - lastFullCollectionMs < fullCollectionIntervalMs) {
      return;
    }
    lastFullCollectionMs = now();
    fullCollections += 1;
    const used = Math.round((usedShare() * heapMaxBytes) / mebibyte);
    log('warn', `GC (Allocation Failure) freed little: ${used} MiB of ${heapMaxBytes / mebibyte} MiB still in use`);
  }

  return {
    pressure: () => Math.max(0, Math.min(1, (usedShare() - pressureFrom) / (fullestShare - pressureFrom))),
    tick() {
      leak((now() - lastTickMs) / 1000);
      collectWhenFull();
      lastTickMs = now();
    },
  };
}

function exportMemory({ meter }: HeapEnvironment, shareAt: (region: keyof typeof regions, timeMs: number) => number) {
  const used = { name: 'jvm_memory_used_bytes', help: 'The amount of used memory' };
  const max = { name: 'jvm_memory_max_bytes', help: 'The maximum amount of memory that can be used' };
  for (const region of regionNames) {
    const labels = { area: 'heap', id: regions[region] };
    meter.level({ ...used, labels }, (timeMs) => Math.round(shareAt(region, timeMs) * heapMaxBytes));
    // Only the old generation has a maximum of its own; G1 says -1 for the others.
    meter.level({ ...max, labels }, () => (region === 'old' ? heapMaxBytes : -1));
  }
  const metaspace = { area: 'nonheap', id: 'Metaspace' };
  meter.level({ ...used, labels: metaspace }, () => metaspaceBytes);
  meter.level({ ...max, labels: metaspace }, () => -1);
}

function exportCollections({ meter }: HeapEnvironment, fullCollections: () => number): void {
  const count = { name: 'jvm_gc_pause_seconds_count', help: 'Pauses for garbage collection' };
  const sum = { name: 'jvm_gc_pause_seconds_sum', help: 'Time spent in pauses for garbage collection' };
  const young = { action: 'end of minor GC' };
  const full = { action: 'end of major GC' };
  meter.level({ ...count, labels: young }, youngCollectionsUntil);
  meter.level({ ...sum, labels: young }, (timeMs) => youngCollectionsUntil(timeMs) * youngPauseSeconds);
  meter.level({ ...count, labels: full }, fullCollections);
  meter.level({ ...sum, labels: full }, () => fullCollections() * fullPauseSeconds);
}

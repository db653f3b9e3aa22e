import type { DetectorReading } from '../read-round.ts';
import type { SeriesRegistry } from '../series-registry.ts';
import { stepsOf } from '../step-grid.ts';
import type { Shard } from './shard.ts';

/** What a shard is given to score: the same input on the same state gives the same scores, now and when replayed. */
export interface ShardInput {
  stepsMs: readonly number[];
  /** Per step, whether the metrics source had nothing fresh itself, so that a missing value proves nothing. */
  blind: readonly boolean[];
  /** The values of the first series at each step, then those of the second; NaN for "no value". */
  values: Float64Array;
}

export interface ShardReading {
  shard: Shard;
  input: ShardInput;
}

export interface DividedReading {
  shards: ShardReading[];
  /** Samples beyond the range that was asked for, which are not believed. */
  futureSamples: number;
  /** Series that had the labels of one before them; the first counts. */
  duplicateSeries: number;
}

interface Placed {
  shard: Shard;
  position: number;
  timestampsMs: Float64Array;
  values: Float64Array;
}

/** Divides what a query answered among the shards of its detector that this replica owns. */
export function divideReading({ detector, range, series }: DetectorReading, registry: SeriesRegistry): DividedReading {
  const stepMs = detector.stepSeconds * 1000;
  const placed = new Map<string, Placed>();
  let [futureSamples, duplicateSeries] = [0, 0];
  for (const { labels, timestampsMs, values } of series) {
    const place = registry.place(detector, labels);
    if (place !== undefined) {
      futureSamples += countBeyond(timestampsMs, range.toMs);
      duplicateSeries += placed.has(place.key) ? 1 : 0;
      placed.set(place.key, placed.get(place.key) ?? { ...place, timestampsMs, values });
    }
  }
  const inputs = new Map(
    registry.shardsOf(detector.id).map((shard) => {
      const fromMs = Math.max(range.fromMs, firstStepMs(shard, stepMs));
      return [shard, emptyInput(fromMs > range.toMs ? [] : stepsOf({ ...range, fromMs }, detector.stepSeconds), shard)];
    })
  );
  placed.forEach((place) => fill(inputs.get(place.shard), place, stepMs));
  const shards = [...inputs].flatMap(([shard, input]) => (input.stepsMs.length > 0 ? [{ shard, input }] : []));
  return { shards, futureSamples, duplicateSeries };
}

/** The newest step is read again where samples of it may come late. */
export function firstStepMs({ scoredThroughMs, hasHeldBack }: Shard, stepMs: number): number {
  const nextMs = Math.floor(scoredThroughMs / stepMs) * stepMs + stepMs;
  return hasHeldBack ? nextMs - stepMs : nextMs;
}

function emptyInput(stepsMs: readonly number[], { series }: Shard): ShardInput {
  const values = new Float64Array(series.length * stepsMs.length).fill(Number.NaN);
  return { stepsMs, blind: stepsMs.map(() => false), values };
}

/** Samples that are not on a step are left out; of two at one step the first counts. */
function fill(input: ShardInput | undefined, { position, timestampsMs, values }: Placed, stepMs: number): void {
  const fromMs = input?.stepsMs[0];
  if (input === undefined || fromMs === undefined) {
    return;
  }
  const steps = input.stepsMs.length;
  for (let index = 0; index < timestampsMs.length; index += 1) {
    const step = (timestampsMs[index]! - fromMs) / stepMs;
    const at = position * steps + step;
    if (Number.isInteger(step) && step >= 0 && step < steps && Number.isNaN(input.values[at])) {
      input.values[at] = values[index]!;
    }
  }
}

function countBeyond(timestampsMs: Float64Array, toMs: number): number {
  const firstBeyond = timestampsMs.findIndex((timestampMs) => timestampMs > toMs);
  return firstBeyond < 0 ? 0 : timestampsMs.slice(firstBeyond).filter((timestampMs) => timestampMs > toMs).length;
}

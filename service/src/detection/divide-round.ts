import type { MetricsSource } from '../telemetry/telemetry.ts';
import { isAbsenceMeaningful } from './absence-rules.ts';
import { nothingIsBlind, readBlindSteps, spanOf } from './blind-steps.ts';
import type { BlindSteps } from './blind-steps.ts';
import type { DetectorReading } from './read-round.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { lacksValues } from './sharding/apply-input.ts';
import { divideReading } from './sharding/shard-input.ts';
import type { DividedReading, ShardReading } from './sharding/shard-input.ts';

export interface DetectorInput extends DividedReading {
  reading: DetectorReading;
}

const stalenessSteps = 4;
const shortestStalenessMs = 30_000;

/**
 * Divides what the queries answered among shards. Where values are missing whose absence would be reported, it asks
 * whether the metrics source had anything fresh itself at these steps.
 */
export async function divideRound(
  readings: readonly DetectorReading[],
  registry: SeriesRegistry,
  metrics: MetricsSource,
  rateWindowSeconds: number
): Promise<{ inputs: DetectorInput[]; blind: BlindSteps }> {
  const inputs = readings.map((reading) => ({ reading, ...divideReading(reading, registry) }));
  const incomplete = inputs
    .filter(({ reading, shards }) => shards.some((shard) => lacks(reading, shard)))
    .map(({ reading }) => reading);
  const blind = await blindStepsOf(incomplete, metrics, rateWindowSeconds);
  return { inputs: inputs.map((input) => ({ ...input, shards: input.shards.map(withBlind(blind)) })), blind };
}

function lacks({ detector }: DetectorReading, { shard, input }: ShardReading): boolean {
  return isAbsenceMeaningful(detector.kind) && lacksValues(shard, input);
}

function withBlind(blind: BlindSteps): (reading: ShardReading) => ShardReading {
  return ({ shard, input }) => ({
    shard,
    input: { ...input, blind: input.stepsMs.map((stepMs) => blind.isBlind(stepMs)) },
  });
}

async function blindStepsOf(
  incomplete: readonly DetectorReading[],
  metrics: MetricsSource,
  rateWindowSeconds: number
): Promise<BlindSteps> {
  if (incomplete.length === 0) {
    return nothingIsBlind;
  }
  const stepSeconds = Math.min(...incomplete.map(({ detector }) => detector.stepSeconds));
  return readBlindSteps(metrics, spanOf(incomplete), stepSeconds, {
    staleAfterMs: Math.max(shortestStalenessMs, stalenessSteps * stepSeconds * 1000),
    recoveryMs: rateWindowSeconds * 1000,
  });
}

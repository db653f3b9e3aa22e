import type { DetectorDefinition } from '@vigil/contract';
import type { MetricSeries, MetricsSource, TimeRange } from '../telemetry/telemetry.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { firstStepMs } from './sharding/shard-input.ts';
import { dueSteps } from './step-grid.ts';

/** After a long outage the missed steps are scored and saved in portions. */
export const maxStepsPerRound = 240;

/** What one detector's query answered for the steps that were due. */
export interface DetectorReading {
  detector: DetectorDefinition;
  range: TimeRange;
  series: MetricSeries[];
}

export interface Round {
  readings: DetectorReading[];
  failures: Array<{ detector: DetectorDefinition; error: Error }>;
  /** Steps that lay too far back to be scored, after a very long absence. */
  skippedSteps: number;
  /** More steps are due than one round reads. */
  isBehind: boolean;
}

export interface RoundRequest {
  metrics: MetricsSource;
  detectors: readonly DetectorDefinition[];
  registry: SeriesRegistry;
  nowMs: number;
  /** Further back than this, missed steps are given up. */
  maxCatchUpMs: number;
}

/** Asks each detector's query for all steps since its last one; a failing query does not keep the others from theirs. */
export async function readRound(request: RoundRequest): Promise<Round> {
  const round: Round = { readings: [], failures: [], skippedSteps: 0, isBehind: false };
  await Promise.all(
    request.detectors.map(async (detector) => {
      const due = dueRange(detector, request);
      if (due === null) {
        return;
      }
      try {
        const series = await request.metrics.queryRange(detector.query, due.range, detector.stepSeconds);
        round.readings.push({ detector, range: due.range, series });
        round.skippedSteps += due.skippedSteps;
        round.isBehind ||= due.range.toMs + detector.stepSeconds * 1000 <= request.nowMs;
      } catch (error) {
        round.failures.push({ detector, error: error instanceof Error ? error : new Error(String(error)) });
      }
    })
  );
  return round;
}

/** The steps that some shard of the detector waits for. */
function dueRange(
  detector: DetectorDefinition,
  { registry, nowMs, maxCatchUpMs }: RoundRequest
): { range: TimeRange; skippedSteps: number } | null {
  const shards = registry.shardsOf(detector.id);
  if (shards.length === 0) {
    return null;
  }
  const stepMs = detector.stepSeconds * 1000;
  const scoredMs = Math.min(...shards.map(({ scoredThroughMs }) => scoredThroughMs));
  const earliestMs = nowMs - maxCatchUpMs;
  const range = dueSteps(Math.max(scoredMs, earliestMs), nowMs, detector.stepSeconds);
  if (range === null) {
    return null;
  }
  const heldBackMs = Math.min(...shards.map((shard) => firstStepMs(shard, stepMs)));
  const fromMs = scoredMs < earliestMs ? range.fromMs : Math.min(range.fromMs, heldBackMs);
  return {
    range: { fromMs, toMs: Math.min(range.toMs, range.fromMs + (maxStepsPerRound - 1) * stepMs) },
    skippedSteps: Math.max(0, Math.round((earliestMs - scoredMs) / stepMs)),
  };
}

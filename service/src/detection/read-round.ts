import type { DetectorDefinition } from '@vigil/contract';
import type { MetricSeries, MetricsSource, TimeRange } from '../telemetry/telemetry.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { dueSteps } from './step-grid.ts';

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
  const round: Round = { readings: [], failures: [], skippedSteps: 0 };
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
      } catch (error) {
        round.failures.push({ detector, error: error instanceof Error ? error : new Error(String(error)) });
      }
    })
  );
  return round;
}

function dueRange(
  detector: DetectorDefinition,
  { registry, nowMs, maxCatchUpMs }: RoundRequest
): { range: TimeRange; skippedSteps: number } | null {
  const stepMs = detector.stepSeconds * 1000;
  const lastMs = lastScoredMs(registry, detector.id) ?? nowMs - stepMs;
  const earliestMs = nowMs - maxCatchUpMs;
  const range = dueSteps(Math.max(lastMs, earliestMs), nowMs, detector.stepSeconds);
  return range && { range, skippedSteps: Math.max(0, Math.round((earliestMs - lastMs) / stepMs)) };
}

function lastScoredMs(registry: SeriesRegistry, detectorId: string): number | null {
  return registry
    .of(detectorId)
    .reduce<number | null>(
      (latest, { lastTimestampMs }) => (lastTimestampMs === null ? latest : Math.max(latest ?? 0, lastTimestampMs)),
      null
    );
}

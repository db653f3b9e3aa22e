import type { DetectorDefinition } from '@vigil/contract';
import { createConcurrencyLimit } from '../../telemetry/concurrency-limit.ts';
import { TelemetryError } from '../../telemetry/telemetry-error.ts';
import type { MetricsSource } from '../../telemetry/telemetry.ts';
import type { ChosenDetector } from './choose-detectors.ts';
import type { ComparisonPlan } from './plan-comparison.ts';
import { readGrids } from './read-grids.ts';
import type { SeriesGrid } from './read-grids.ts';

export interface ReadDetector {
  detector: DetectorDefinition;
  grids: SeriesGrid[];
}

const detectorsAtATime = 4;
const deadlineMs = 15_000;

/** Reads the series of all chosen detectors; one that cannot be read is named and costs only itself, unless all fail. */
export async function readChosen(
  metrics: MetricsSource,
  chosen: readonly ChosenDetector[],
  plan: ComparisonPlan,
  service: string
): Promise<{ read: ReadDetector[]; notices: string[] }> {
  const limited = createConcurrencyLimit(detectorsAtATime);
  const deadline = AbortSignal.timeout(deadlineMs);
  const results = await Promise.allSettled(
    chosen.map(({ detector, seriesCount }) =>
      limited(() => readGrids(metrics, detector, plan, { service, seriesCount }, deadline))
    )
  );
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ detector: chosen[index]!.detector, reason: result.reason as unknown }] : []
  );
  const unexpected = failures.find(({ reason }) => !(reason instanceof TelemetryError));
  const fatal = unexpected ?? (failures.length === chosen.length ? failures[0] : undefined);
  if (fatal !== undefined) {
    throw fatal.reason;
  }
  return {
    read: results.flatMap((result, index) =>
      result.status === 'fulfilled' ? [{ detector: chosen[index]!.detector, grids: result.value }] : []
    ),
    notices: failures.map(
      ({ detector, reason }) => `${detector.title} could not be read: ${(reason as Error).message}`
    ),
  };
}

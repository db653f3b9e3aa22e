import type { AnomalyReport, DetectorDefinition } from '@vigil/contract';
import type { RangeScorer } from '../../detection/score-cache.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import { TelemetryError } from '../../telemetry/telemetry-error.ts';
import type { DetectionContext } from '../detection-context.ts';
import { listDetectorsOfService } from '../../storage/repositories/series-state.ts';

type SnapshotMetric = AnomalyReport['snapshot'][number];

/** Every watched metric of the anomaly's service as it was at the peak; the most unusual first. */
export async function readSnapshot(context: DetectionContext, row: AnomalyRow): Promise<SnapshotMetric[]> {
  const { scoreRange, database, catalog } = context;
  if (scoreRange === null) {
    return [];
  }
  const watched = new Set(await listDetectorsOfService(database, row.service));
  const detectors = catalog.all().filter(({ id }) => watched.has(id));
  const metrics = await Promise.all(detectors.map((detector) => metricsAt(scoreRange, detector, row)));
  return metrics.flat().sort((first, second) => (second.score ?? -1) - (first.score ?? -1));
}

async function metricsAt(
  scoreRange: RangeScorer,
  detector: DetectorDefinition,
  { peakAt, service }: AnomalyRow
): Promise<SnapshotMetric[]> {
  const at = peakAt.getTime();
  try {
    const { series } = await scoreRange(detector, { fromMs: at, toMs: at }, 2);
    return series
      .filter((candidate) => candidate.service === service)
      .map(({ values, expected, scores }) => ({
        title: detector.title,
        kind: detector.kind,
        unit: detector.unit,
        value: values.at(-1) ?? null,
        expected: expected.at(-1) ?? null,
        score: scores.at(-1) ?? null,
        query: detector.query,
      }));
  } catch (error) {
    if (error instanceof TelemetryError) {
      return [];
    }
    throw error;
  }
}

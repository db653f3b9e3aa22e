import type { DetectorDefinition, Labels } from '@vigil/contract';
import { runInMs } from '../detectors/index.ts';
import type { DetectorModel } from '../detectors/index.ts';
import type { MetricSeries, MetricsSource, TimeRange } from '../telemetry/telemetry.ts';
import type { ModelCache } from './model-cache.ts';
import { seriesKeyOf } from './series-key.ts';
import { stepsOf } from './step-grid.ts';
import { isAbsenceMeaningful } from './absence-rules.ts';

export interface ScoredColumns {
  seriesKey: string;
  service: string;
  labels: Labels;
  timestampsMs: number[];
  values: Array<number | null>;
  expected: Array<number | null>;
  lower: Array<number | null>;
  upper: Array<number | null>;
  scores: Array<number | null>;
  /** False when there is no model to score with: then there are values only. */
  hasModel: boolean;
}

export interface ScoredRange {
  stepSeconds: number;
  series: ScoredColumns[];
}

/**
 * Scores all series of a detector over a range with the models that are stored, which gives the numbers that scoring
 * gave when it happened. The step is the detector's own, or the multiple of it that keeps to `maxDataPoints`.
 */
export async function scoreRange(
  cache: ModelCache,
  metrics: MetricsSource,
  detector: DetectorDefinition,
  range: TimeRange,
  maxDataPoints: number
): Promise<ScoredRange> {
  const stepSeconds = stepFor(range, detector.stepSeconds, maxDataPoints);
  const stepMs = stepSeconds * 1000;
  const shown = { fromMs: floorTo(range.fromMs, stepMs), toMs: floorTo(range.toMs, stepMs) };
  const models = await cache.of(detector.id);
  const pastMs = Math.max(0, ...[...models.values()].map(({ card }) => runInMs(card)));
  const read = { fromMs: shown.fromMs - floorTo(pastMs + stepMs, stepMs), toMs: shown.toMs };
  const found = await metrics.queryRange(detector.query, read, stepSeconds);
  const steps = stepsOf(read, stepSeconds);
  return {
    stepSeconds,
    series: found.flatMap((series) => {
      const key = seriesKeyOf(detector.id, series.labels);
      const service = series.labels[detector.serviceLabel];
      return service === undefined
        ? []
        : [
            {
              seriesKey: key,
              service,
              labels: series.labels,
              ...columns(detector, models.get(key), series, steps, shown),
            },
          ];
    }),
  };
}

type Columns = Omit<ScoredColumns, 'seriesKey' | 'service' | 'labels'>;

function columns(
  detector: DetectorDefinition,
  model: DetectorModel | undefined,
  series: MetricSeries,
  steps: readonly number[],
  shown: TimeRange
): Columns {
  const scorer = model?.fork();
  const valueAt = new Map<number, number>();
  series.timestampsMs.forEach((timestampMs, index) => valueAt.set(timestampMs, series.values[index] ?? Number.NaN));
  const scored: Columns = {
    timestampsMs: [],
    values: [],
    expected: [],
    lower: [],
    upper: [],
    scores: [],
    hasModel: model !== undefined,
  };
  for (const timestampMs of steps) {
    const value = valueAt.get(timestampMs) ?? Number.NaN;
    const isScored = Number.isFinite(value) || isAbsenceMeaningful(detector.kind);
    const point = isScored ? scorer?.score(timestampMs, value) : undefined;
    if (timestampMs >= shown.fromMs) {
      scored.timestampsMs.push(timestampMs);
      scored.values.push(Number.isFinite(value) ? value : null);
      scored.expected.push(point?.expected ?? null);
      scored.lower.push(point?.lower ?? null);
      scored.upper.push(point?.upper ?? null);
      scored.scores.push(point?.score ?? null);
    }
  }
  return scored;
}

/** The finest step that is a multiple of the detector's and gives no more points than asked for. */
export function stepFor(range: TimeRange, detectorStepSeconds: number, maxDataPoints: number): number {
  const wantedSeconds = (range.toMs - range.fromMs) / 1000 / Math.max(1, maxDataPoints - 1);
  return Math.max(1, Math.ceil(wantedSeconds / detectorStepSeconds)) * detectorStepSeconds;
}

function floorTo(timestampMs: number, stepMs: number): number {
  return Math.floor(timestampMs / stepMs) * stepMs;
}

import { ofService } from '../../telemetry/of-service.ts';
import type { DetectorDefinition, Labels } from '@vigil/contract';
import type { MetricSeries, MetricsSource, TimeRange } from '../../telemetry/telemetry.ts';
import type { ComparisonPlan } from './plan-comparison.ts';

/** One series with a value, or NaN, per step of the plan. */
export interface SeriesGrid {
  labels: Labels;
  values: Float64Array;
}

/** Larger answers are asked for in parts, so that reading one does not keep the event loop for long. */
const mostSamplesPerAnswer = 250_000;

/**
 * Reads all series of a detector on the steps of a plan, of one service or of all.
 *
 * @param seriesCount how many series to expect.
 */
export async function readGrids(
  metrics: MetricsSource,
  detector: Pick<DetectorDefinition, 'query' | 'serviceLabel'>,
  plan: ComparisonPlan,
  { service, seriesCount }: { service: string; seriesCount: number },
  signal?: AbortSignal
): Promise<SeriesGrid[]> {
  const { timestampsMs, stepSeconds } = plan;
  const query = service === '' ? detector.query : ofService(detector.query, detector.serviceLabel, service);
  const grids = new Map<string, SeriesGrid>();
  const stepsPerAnswer = Math.max(1, Math.floor(mostSamplesPerAnswer / Math.max(1, seriesCount)));
  for (let first = 0; first < timestampsMs.length; first += stepsPerAnswer) {
    const range = rangeOf(timestampsMs.slice(first, first + stepsPerAnswer));
    for (const series of await metrics.queryRange(query, range, stepSeconds, signal)) {
      if ((series.labels[detector.serviceLabel] ?? '') !== '') {
        fill(gridOf(grids, series.labels, timestampsMs.length), series, plan);
      }
    }
  }
  return [...grids.values()];
}

function rangeOf(timestampsMs: readonly number[]): TimeRange {
  return { fromMs: timestampsMs[0]!, toMs: timestampsMs.at(-1)! };
}

function gridOf(grids: Map<string, SeriesGrid>, labels: Labels, length: number): SeriesGrid {
  const key = JSON.stringify(labels);
  const known = grids.get(key);
  if (known !== undefined) {
    return known;
  }
  const created = { labels, values: new Float64Array(length).fill(Number.NaN) };
  grids.set(key, created);
  return created;
}

function fill({ values }: SeriesGrid, series: MetricSeries, { timestampsMs, stepSeconds }: ComparisonPlan): void {
  const firstMs = timestampsMs[0]!;
  series.timestampsMs.forEach((timestampMs, index) => {
    const step = Math.round((timestampMs - firstMs) / (stepSeconds * 1000));
    if (step >= 0 && step < values.length) {
      values[step] = series.values[index] ?? Number.NaN;
    }
  });
}

import type { DetectorDefinition } from '@vigil/contract';
import type { MetricSeries, MetricsSource, TimeRange } from '../../telemetry/telemetry.ts';
import { seriesKeyOf } from '../series-key.ts';
import { gridOver, indexAt, instantAt } from './replayed-series.ts';
import type { ReplayedSeries, StepGrid } from './replayed-series.ts';

const surveySeconds = 3600;
const maxCells = 4_000_000;
const stepChoicesSeconds = [60, 120, 300, 600, 900, 1800, 3600];
const chunkSteps = 1440;

/** Series that were found, and which of them to replay: those that vary most. */
export interface Survey {
  found: number;
  chosen: Array<{ key: string; service: string; labels: MetricSeries['labels'] }>;
}

interface Reading {
  metrics: MetricsSource;
  detector: DetectorDefinition;
  range: TimeRange;
  signal: AbortSignal;
}

/** Looks at the range with one sample an hour, to choose what is worth reading in full. */
export async function surveySeries({ metrics, detector, range, signal }: Reading, maxSeries: number): Promise<Survey> {
  const found = (await metrics.queryRange(detector.query, range, surveySeconds, signal)).filter(
    ({ labels }) => (labels[detector.serviceLabel] ?? '') !== ''
  );
  const chosen = found
    .map((series) => ({ series, variance: varianceOf(series.values) }))
    .sort((first, second) => second.variance - first.variance)
    .slice(0, maxSeries)
    .map(({ series: { labels } }) => ({
      key: seriesKeyOf(detector.id, labels),
      service: labels[detector.serviceLabel]!,
      labels,
    }));
  return { found: found.length, chosen };
}

/** The finest step, no finer than the detector's own, at which so many series fit into memory. */
export function replayStepSeconds(range: TimeRange, ownStepSeconds: number, seriesCount: number): number {
  const spanSeconds = (range.toMs - range.fromMs) / 1000;
  const fits = (step: number): boolean => (spanSeconds / step) * Math.max(1, seriesCount) <= maxCells;
  const choices = stepChoicesSeconds.filter((step) => step >= ownStepSeconds);
  return choices.find(fits) ?? Math.max(ownStepSeconds, stepChoicesSeconds.at(-1)!);
}

/** Reads the chosen series in full, a piece of time after the other so that all other series need no room. */
export async function readHistory(
  { metrics, detector, range, signal }: Reading,
  { chosen }: Survey,
  stepSeconds: number,
  onRead: (share: number) => void
): Promise<{ grid: StepGrid; series: ReplayedSeries[] }> {
  const grid = gridOver(range.fromMs, range.toMs, stepSeconds * 1000);
  const series = chosen.map((each) => ({ ...each, values: new Float64Array(grid.length).fill(Number.NaN) }));
  const byKey = new Map(series.map((each) => [each.key, each]));
  for (let begin = 0; begin < grid.length; begin += chunkSteps) {
    const end = Math.min(grid.length, begin + chunkSteps) - 1;
    const chunk = { fromMs: instantAt(grid, begin), toMs: instantAt(grid, end) };
    for (const { labels, timestampsMs, values } of await metrics.queryRange(
      detector.query,
      chunk,
      stepSeconds,
      signal
    )) {
      const target = byKey.get(seriesKeyOf(detector.id, labels));
      if (target !== undefined) {
        timestampsMs.forEach((timestampMs, index) => (target.values[indexAt(grid, timestampMs)] = values[index]!));
      }
    }
    onRead((end + 1) / grid.length);
  }
  return { grid, series };
}

function varianceOf(values: Float64Array): number {
  const present = values.filter(Number.isFinite);
  const mean = present.reduce((total, value) => total + value, 0) / present.length;
  return present.length === 0 ? 0 : present.reduce((total, value) => total + (value - mean) ** 2, 0) / present.length;
}

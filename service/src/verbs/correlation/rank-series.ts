import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CorrelatedSeries, DetectorDefinition } from '@vigil/contract';
import { leadLag, measureChange, strengthOf } from '../../co-movement/index.ts';
import type { ChangeMethod, SeriesChange } from '../../co-movement/index.ts';
import { seriesKeyOf } from '../../detection/series-key.ts';
import type { ComparisonPlan } from './plan-comparison.ts';
import type { SeriesGrid } from './read-grids.ts';

export interface ComparedSeries {
  detector: DetectorDefinition;
  grid: SeriesGrid;
  change: SeriesChange;
  strength: number;
}

/** Below this, a series changed no more than series do by themselves. */
export const leastStrength = 0.2;
const seriesPerTurn = 50;
const significantDigits = 6;

/** Measures each series, letting other requests in between; those that changed come out, the strongest first. */
export async function rankSeries(
  detectors: ReadonlyArray<{ detector: DetectorDefinition; grids: readonly SeriesGrid[] }>,
  method: ChangeMethod
): Promise<ComparedSeries[]> {
  const changed: ComparedSeries[] = [];
  let measured = 0;
  for (const { detector, grids } of detectors) {
    for (const grid of grids) {
      const change = measureChange(grid.values);
      const strength = strengthOf(change, method);
      if (strength >= leastStrength) {
        changed.push({ detector, grid, change, strength });
      }
      measured += 1;
      if (measured % seriesPerTurn === 0) {
        await nextTurn();
      }
    }
  }
  return changed.sort((first, second) => second.strength - first.strength || beyondOf(second) - beyondOf(first));
}

/** Between changes as strong as can be, the larger one goes first. */
function beyondOf({ change }: ComparedSeries): number {
  return Math.abs(relativeChangeOf(change) ?? Number.POSITIVE_INFINITY);
}

/** @param reference the values of the anomaly's series, null when there is none to hold others against. */
export function toCorrelatedSeries(
  { detector, grid, change, strength }: ComparedSeries,
  { stepSeconds, blockLength }: ComparisonPlan,
  reference: Float64Array | null
): CorrelatedSeries {
  const lag = reference === null ? null : leadLag(reference, grid.values, blockLength);
  return {
    seriesKey: seriesKeyOf(detector.id, grid.labels),
    detectorId: detector.id,
    detectorTitle: detector.title,
    service: grid.labels[detector.serviceLabel] ?? '',
    kind: detector.kind,
    unit: detector.unit,
    labels: grid.labels,
    query: detector.query,
    strength: rounded(strength),
    distribution: rounded(change.distribution),
    level: rounded(change.level),
    presence: presenceOf(change),
    baselineMedian: change.baselineMedian,
    windowMedian: change.windowMedian,
    relativeChange: relativeChangeOf(change),
    lag: lag && { seconds: lag.steps * stepSeconds, correlation: rounded(lag.correlation) },
    values: Array.from(grid.values, (value) =>
      Number.isNaN(value) ? null : Number(value.toPrecision(significantDigits))
    ),
  };
}

function presenceOf({ baselineMedian, windowMedian }: SeriesChange): CorrelatedSeries['presence'] {
  if (windowMedian === null) {
    return 'vanished';
  }
  return baselineMedian === null ? 'appeared' : 'present';
}

function relativeChangeOf({ baselineMedian, windowMedian }: SeriesChange): number | null {
  return baselineMedian === null || windowMedian === null || baselineMedian === 0
    ? null
    : (windowMedian - baselineMedian) / Math.abs(baselineMedian);
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}

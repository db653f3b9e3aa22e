import type { IndicatorKind, Labels } from '@vigil/contract';
import { advanceInterval, newIntervalState } from '../detectors/index.ts';
import type { AnomalyInterval, DetectorModel, IntervalState, ScoredPoint } from '../detectors/index.ts';

/** One watched series between two points: its model, and how far an anomaly of it has come. */
export interface TrackedSeries {
  readonly key: string;
  readonly detectorId: string;
  readonly service: string;
  readonly labels: Labels;
  /** Null until there was enough history to learn from. */
  model: DetectorModel | null;
  interval: IntervalState;
  lastTimestampMs: number | null;
  lastPoint: ScoredPoint | null;
  openAnomalyId: string | null;
}

export interface SeriesEvent {
  series: TrackedSeries;
  type: 'opened' | 'updated' | 'closed';
  interval: AnomalyInterval;
}

export function newTrackedSeries(key: string, detectorId: string, service: string, labels: Labels): TrackedSeries {
  return {
    key,
    detectorId,
    service,
    labels,
    model: null,
    interval: newIntervalState(),
    lastTimestampMs: null,
    lastPoint: null,
    openAnomalyId: null,
  };
}

/** Kinds that have no value without traffic, so that a missing value is nothing to report. */
const needsTraffic: ReadonlySet<IndicatorKind> = new Set(['latency', 'errors', 'cache']);

export function isAbsenceMeaningful(kind: IndicatorKind): boolean {
  return !needsTraffic.has(kind);
}

/** Takes one value into a series; NaN is "no value at this time". Returns what became of its anomaly, if anything did. */
export function advanceSeries(
  series: TrackedSeries,
  timestampMs: number,
  value: number,
  kind: IndicatorKind
): SeriesEvent | null {
  const isSkipped = Number.isNaN(value) && !isAbsenceMeaningful(kind);
  series.lastTimestampMs = timestampMs;
  if (series.model === null || isSkipped) {
    return null;
  }
  const point = series.model.score(timestampMs, value);
  const { state, event } = advanceInterval(series.interval, point);
  series.interval = state;
  series.lastPoint = point;
  return event === null ? null : { series, ...event };
}

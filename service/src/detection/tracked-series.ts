import type { IndicatorKind, Labels } from '@vigil/contract';
import { advanceInterval, newIntervalState, withTypedAbsence } from '../detectors/index.ts';
import type {
  AbsenceEvidence,
  AnomalyInterval,
  DetectorModel,
  IntervalState,
  ScoredPoint,
} from '../detectors/index.ts';
import { isAbsenceScored } from './absence-rules.ts';
import { formatDuration } from './format-value.ts';

/** One watched series between two points: its model, and how far an anomaly of it has come. */
export interface TrackedSeries {
  readonly key: string;
  readonly detectorId: string;
  readonly service: string;
  readonly labels: Labels;
  /** Null until there was enough history to learn from. */
  model: DetectorModel | null;
  /** When that was trained; null for one of this replica's own training that has not been saved. */
  trainedAtMs: number | null;
  /** A model that another replica has trained: it takes over with the first step after the history it has seen. */
  successor: { model: DetectorModel; seenToMs: number; trainedAtMs: number } | null;
  interval: IntervalState;
  /** How long it has had no value although it could have had one. */
  silentMs: number;
  lastTimestampMs: number | null;
  lastPoint: ScoredPoint | null;
  openAnomalyId: string | null;
  /** Training found no sample of it in the whole training window. */
  hasVanished: boolean;
  /** The score that was last written down for others to read; null when the series is new to the database. */
  noted: NotedScore | null;
}

export interface NotedScore {
  score: number | null;
  atMs: number;
}

export interface SeriesEvent {
  series: TrackedSeries;
  type: 'opened' | 'updated' | 'closed';
  interval: AnomalyInterval;
  /** Why it ended without having been seen to recover. */
  endedBecause?: string;
}

export interface AbsenceRule {
  kind: IndicatorKind;
  /** An anomaly without a value for so long is not observable any more, unless absence is what it is about. */
  unobservableAfterMs: number;
  /** What is seen beside a series that has no value at this time. */
  beside?: (series: TrackedSeries, timestampMs: number) => AbsenceEvidence;
}

export const noLongerObservable = 'ended: no longer observable';

export function newTrackedSeries(key: string, detectorId: string, service: string, labels: Labels): TrackedSeries {
  return {
    key,
    detectorId,
    service,
    labels,
    model: null,
    trainedAtMs: null,
    successor: null,
    interval: newIntervalState(),
    silentMs: 0,
    lastTimestampMs: null,
    lastPoint: null,
    openAnomalyId: null,
    hasVanished: false,
    noted: null,
  };
}

/** Takes one value into a series; NaN is "no value at this time". Returns what became of its anomaly, if anything did. */
export function advanceSeries(
  series: TrackedSeries,
  timestampMs: number,
  value: number,
  { kind, unobservableAfterMs, beside }: AbsenceRule
): SeriesEvent | null {
  const isMissing = Number.isNaN(value);
  series.silentMs = isMissing ? series.silentMs + timestampMs - (series.lastTimestampMs ?? timestampMs) : 0;
  series.lastTimestampMs = timestampMs;
  if (series.successor !== null && timestampMs > series.successor.seenToMs) {
    succeed(series, series.successor);
  }
  if (series.model === null) {
    return null;
  }
  if (isMissing && !isAbsenceScored(kind, series.silentMs, unobservableAfterMs)) {
    return series.silentMs >= unobservableAfterMs ? endUnobserved(series) : null;
  }
  const scored = series.model.score(timestampMs, value);
  const point = isMissing && beside !== undefined ? withTypedAbsence(scored, beside(series, timestampMs)) : scored;
  const { state, event } = advanceInterval(series.interval, point);
  series.interval = state;
  series.lastPoint = point;
  return event === null ? null : { series, ...event };
}

function succeed(series: TrackedSeries, { model, trainedAtMs }: NonNullable<TrackedSeries['successor']>): void {
  series.model = model;
  series.trainedAtMs = trainedAtMs;
  series.successor = null;
}

function endUnobserved(series: TrackedSeries): SeriesEvent | null {
  const { open, lastElevatedMs } = series.interval;
  if (open === null) {
    return null;
  }
  series.interval = newIntervalState();
  return {
    series,
    type: 'closed',
    interval: { ...open, endedMs: lastElevatedMs ?? open.last.timestampMs },
    endedBecause: `${noLongerObservable}, no value for ${formatDuration(series.silentMs)}`,
  };
}

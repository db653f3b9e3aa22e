import type { ScoredPoint } from '../detectors/index.ts';
import type { TimeRange } from '../telemetry/telemetry.ts';
import type { BlindSteps } from './blind-steps.ts';
import type { DetectorReading } from './read-round.ts';
import { stepsOf } from './step-grid.ts';
import type { SeriesRegistry } from './series-registry.ts';
import { isAbsenceMeaningful } from './absence-rules.ts';
import { advanceSeries } from './tracked-series.ts';
import type { AbsenceRule, SeriesEvent, TrackedSeries } from './tracked-series.ts';

export interface AppliedRound {
  touched: TrackedSeries[];
  /** At most one per series: what its anomaly came to in this round, opened and closed ones first. */
  events: SeriesEvent[];
  points: Array<{ series: TrackedSeries; point: ScoredPoint }>;
  futureSamples: number;
}

/** Whether a series that should report its absence lacks a value somewhere in its reading. */
export function hasMissingValues({ detector, range, series }: DetectorReading, registry: SeriesRegistry): boolean {
  const expected = stepsOf(range, detector.stepSeconds).length;
  const complete = new Set(
    series.filter(({ values }) => values.length >= expected).map(({ labels }) => registry.track(detector, labels)?.key)
  );
  return (
    isAbsenceMeaningful(detector.kind) &&
    registry.of(detector.id).some((tracked) => tracked.model !== null && !complete.has(tracked.key))
  );
}

/** The part of time in which values were asked for and could have been there. */
export function spanOf(readings: readonly DetectorReading[]): TimeRange {
  return {
    fromMs: Math.min(...readings.map(({ range }) => range.fromMs)),
    toMs: Math.max(...readings.map(({ range }) => range.toMs)),
  };
}

/** Takes every value of a reading into its series, in order of time. Samples beyond the asked range are not believed. */
export function applyReading(
  reading: DetectorReading,
  registry: SeriesRegistry,
  blind: BlindSteps,
  unobservableAfterMs: number
): AppliedRound {
  const { detector, range } = reading;
  const steps = stepsOf(range, detector.stepSeconds);
  const applied: AppliedRound = { touched: [], events: [], points: [], futureSamples: 0 };
  const valuesByKey = new Map<string, Map<number, number>>();
  for (const { labels, timestampsMs, values } of reading.series) {
    const tracked = registry.track(detector, labels);
    if (tracked !== undefined) {
      const columns = new Map<number, number>();
      timestampsMs.forEach((timestampMs, index) => columns.set(timestampMs, values[index] ?? Number.NaN));
      valuesByKey.set(tracked.key, columns);
      applied.futureSamples += timestampsMs.filter((timestampMs) => timestampMs > range.toMs).length;
    }
  }
  for (const tracked of registry.of(detector.id)) {
    const values = valuesByKey.get(tracked.key);
    advanceThrough(tracked, steps, values, { kind: detector.kind, unobservableAfterMs }, blind, applied);
    applied.touched.push(tracked);
  }
  return applied;
}

function advanceThrough(
  tracked: TrackedSeries,
  steps: readonly number[],
  values: ReadonlyMap<number, number> | undefined,
  rule: AbsenceRule,
  blind: BlindSteps,
  applied: AppliedRound
): void {
  for (const timestampMs of steps) {
    const value = values?.get(timestampMs) ?? Number.NaN;
    if (Number.isNaN(value) && blind.isBlind(timestampMs)) {
      tracked.lastTimestampMs = timestampMs;
      continue;
    }
    const before = tracked.lastPoint;
    const event = advanceSeries(tracked, timestampMs, value, rule);
    if (tracked.lastPoint !== null && tracked.lastPoint !== before) {
      applied.points.push({ series: tracked, point: tracked.lastPoint });
    }
    if (event !== null) {
      keepEvent(applied.events, event);
    }
  }
}

/** An update is superseded by whatever follows it in the same round; openings and closings are all kept. */
function keepEvent(events: SeriesEvent[], event: SeriesEvent): void {
  const last = events.at(-1);
  if (last?.type === 'updated' && last.series === event.series) {
    events.pop();
  }
  events.push(event);
}

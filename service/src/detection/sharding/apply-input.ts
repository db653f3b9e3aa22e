import type { ScoredPoint } from '../../detectors/index.ts';
import { advanceSeries } from '../tracked-series.ts';
import type { AbsenceRule, SeriesEvent, TrackedSeries } from '../tracked-series.ts';
import { StepEvidence } from './absence-evidence.ts';
import type { Shard } from './shard.ts';
import type { ShardInput } from './shard-input.ts';

export interface AppliedInput {
  /** Openings and endings, and for each series that goes on its last update. */
  events: SeriesEvent[];
  points: Array<{ series: TrackedSeries; point: ScoredPoint }>;
}

/**
 * Takes an input into the series of a shard, each in order of time, and notes how far the shard has been scored. A series
 * is never taken back: what it has seen already has no effect. A value that is missing at the newest step for the first
 * time may be late, so its series is held back until the next step tells; for longer nobody waits.
 */
export function applyInput(shard: Shard, input: ShardInput, rule: AbsenceRule): AppliedInput {
  const applied: AppliedInput = { events: [], points: [] };
  const steps = input.stepsMs.length;
  const rows = Math.min(shard.series.length, input.values.length / steps);
  const evidence = new StepEvidence(shard, input);
  const shardRule: AbsenceRule = { ...rule, beside: (series, timestampMs) => evidence.beside(series, timestampMs) };
  shard.hasHeldBack = false;
  for (let row = 0; row < rows; row += 1) {
    const values = input.values.subarray(row * steps, (row + 1) * steps);
    const series = shard.series[row]!;
    const { model } = series;
    const isHeldBack = advanceThrough(series, values, input, shardRule, applied);
    shard.hasHeldBack ||= isHeldBack;
    shard.needsCheckpoint ||= series.model !== model;
  }
  shard.scoredThroughMs = Math.max(shard.scoredThroughMs, input.stepsMs.at(-1) ?? 0);
  return applied;
}

/** Whether a series that is followed has no value somewhere in the input. */
export function lacksValues({ series }: Shard, { stepsMs, values }: ShardInput): boolean {
  return values.some((value, index) => {
    const model = series[Math.floor(index / stepsMs.length)]?.model ?? null;
    return Number.isNaN(value) && model !== null;
  });
}

function advanceThrough(
  series: TrackedSeries,
  values: Float64Array,
  { stepsMs, blind }: ShardInput,
  rule: AbsenceRule,
  applied: AppliedInput
): boolean {
  for (let index = 0; index < stepsMs.length; index += 1) {
    const [timestampMs, value] = [stepsMs[index]!, values[index]!];
    const isMissing = Number.isNaN(value);
    if (timestampMs <= (series.lastTimestampMs ?? Number.NEGATIVE_INFINITY)) {
      continue;
    }
    if (isMissing && blind[index] === true) {
      series.lastTimestampMs = timestampMs;
    } else if (isMissing && index === stepsMs.length - 1 && series.silentMs === 0) {
      return true;
    } else {
      score(series, timestampMs, value, rule, applied);
    }
  }
  return false;
}

function score(
  series: TrackedSeries,
  timestampMs: number,
  value: number,
  rule: AbsenceRule,
  { events, points }: AppliedInput
): void {
  const before = series.lastPoint;
  const event = advanceSeries(series, timestampMs, value, rule);
  if (series.lastPoint !== null && series.lastPoint !== before) {
    points.push({ series, point: series.lastPoint });
  }
  if (event !== null) {
    keepEvent(events, event);
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

import type { IndicatorKind } from '@vigil/contract';
import type {
  AnomalyInterval,
  DetectorKind,
  DetectorModel,
  DetectorOptions,
  MaskedWindow,
  Series,
} from '../../detectors/index.ts';
import { fitSeries } from '../fit-series.ts';
import { advanceSeries, newTrackedSeries } from '../tracked-series.ts';
import type { TrackedSeries } from '../tracked-series.ts';
import { indexAt, instantAt } from './replayed-series.ts';
import type { ReplayedSeries, StepGrid } from './replayed-series.ts';

export interface ReplayPlan {
  kind: IndicatorKind;
  model: DetectorKind;
  grid: StepGrid;
  /** Scoring begins here; what lies before is there to learn from. */
  fromMs: number;
  retrainMs: number;
  /** A series that has learned too little is looked at again so soon. */
  retryMs: number;
  unobservableAfterMs: number;
  options: Partial<DetectorOptions>;
  /** Incidents by service: not learned from once they are known. */
  masks: ReadonlyMap<string, readonly MaskedWindow[]>;
  /** Per step, 1 where the metrics source itself had nothing fresh. */
  blind: Uint8Array;
}

/**
 * Replays one series as it would have been watched: trained on what lay before, scored step by step by the very code
 * that scores live, and trained anew as often as live. Nothing from after a step has a part in its score. As live, what
 * the replay itself has found with all methods agreeing is not learned from.
 *
 * @returns the anomalies that would have been opened, in order of time; the last may be open still
 */
export function replaySeries(series: ReplayedSeries, plan: ReplayPlan): AnomalyInterval[] {
  const tracked = newTrackedSeries(series.key, '', series.service, series.labels);
  const found: AnomalyInterval[] = [];
  const first = Math.max(0, indexAt(plan.grid, plan.fromMs));
  let trainAt = first;
  for (let index = first; index < plan.grid.length; index++) {
    if (index >= trainAt) {
      const model = train(series, plan, index, found);
      const hasLearned = model.card.samples >= (plan.options.minSamples ?? 1);
      tracked.model = hasLearned ? model : tracked.model;
      trainAt = index + Math.max(1, Math.round((hasLearned ? plan.retrainMs : plan.retryMs) / plan.grid.stepMs));
    }
    score(tracked, series.values[index]!, index, plan, found);
  }
  return found;
}

/** Takes one step; `found` is told what it opens, changes or ends. */
function score(tracked: TrackedSeries, value: number, index: number, plan: ReplayPlan, found: AnomalyInterval[]): void {
  const timestampMs = instantAt(plan.grid, index);
  if (Number.isNaN(value) && plan.blind[index] === 1) {
    tracked.lastTimestampMs = timestampMs;
    return;
  }
  const event = advanceSeries(tracked, timestampMs, value, plan);
  if (event?.type === 'opened') {
    found.push(event.interval);
  } else if (event !== null) {
    found[found.length - 1] = event.interval;
  }
}

function train(
  series: ReplayedSeries,
  plan: ReplayPlan,
  end: number,
  found: readonly AnomalyInterval[]
): DetectorModel {
  const { grid, options, masks } = plan;
  const nowMs = instantAt(grid, end);
  const begin = Math.max(0, end - Math.floor((options.trainingWindowMs ?? 0) / grid.stepMs));
  const history = samplesOf(series.values, grid, begin, end);
  const known = [...(masks.get(series.service) ?? []), ...found.filter(({ agreed }) => agreed).map(toMask)]
    .filter(({ fromMs }) => fromMs < nowMs)
    .map((mask) => ({ ...mask, toMs: Math.min(mask.toMs, nowMs) }));
  return fitSeries({
    kind: plan.model,
    series: history,
    options: { ...options, maskedWindows: [...(options.maskedWindows ?? []), ...known] },
    warmUpToMs: nowMs,
  });
}

function toMask({ onsetMs, endedMs }: AnomalyInterval): MaskedWindow {
  return { fromMs: onsetMs, toMs: endedMs ?? Number.MAX_SAFE_INTEGER, reason: 'found by the replay' };
}

/** The samples before `end` as a source would answer them: without the steps that have no value. */
function samplesOf(values: Float64Array, grid: StepGrid, begin: number, end: number): Series {
  const present: number[] = [];
  for (let index = begin; index < end; index++) {
    if (!Number.isNaN(values[index]!)) {
      present.push(index);
    }
  }
  return {
    timestampsMs: Float64Array.from(present, (index) => instantAt(grid, index)),
    values: Float64Array.from(present, (index) => values[index]!),
  };
}

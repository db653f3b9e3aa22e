import type { BacktestIncident, BacktestResult, DetectorDefinition } from '@vigil/contract';
import type { AnomalyInterval, MaskedWindow } from '../../detectors/index.ts';
import type { MetricsSource, TimeRange } from '../../telemetry/telemetry.ts';
import { readBlindSteps } from '../blind-steps.ts';
import { toDetectorOptions } from '../contract-shapes.ts';
import { formatDuration } from '../format-value.ts';
import { judgeFires } from './judge-fires.ts';
import { readHistory, replayStepSeconds, surveySeries } from './read-history.ts';
import type { Survey } from './read-history.ts';
import { replayInWorker } from './replay-in-worker.ts';
import { sensitivityLevels } from './replay-levels.ts';
import { instantAt } from './replayed-series.ts';
import type { ReplayedSeries, StepGrid } from './replayed-series.ts';

export interface BacktestSettings {
  retrainHours: number;
  rateWindowSeconds: number;
  unobservableAfterSeconds: number;
  joinWindowSeconds: number;
  maxSeries: number;
}

export interface BacktestOrder {
  metrics: MetricsSource;
  detector: DetectorDefinition;
  /** What is scored; what is learned from lies before. */
  range: TimeRange;
  settings: BacktestSettings;
  /** The known incidents of these services in the range. */
  incidentsOf: (services: readonly string[]) => Promise<BacktestIncident[]>;
  /** Finest step that is replayed; coarser where there is too much. */
  stepSeconds?: number;
  signal: AbortSignal;
  /** Share that is done, and what is being done. */
  onProgress: (progress: number, message: string) => void;
}

const retryTrainingMs = 3_600_000;
const readingShare = 0.3;
const stalenessSteps = 4;

/** "What would this have found?": replays a range of history and holds it against the incidents that are known. */
export async function runBacktest(order: BacktestOrder): Promise<BacktestResult> {
  const { metrics, detector, range, settings, signal, onProgress } = order;
  const whole = { fromMs: range.fromMs - detector.options.trainingWindowSeconds * 1000, toMs: range.toMs };
  onProgress(0, 'looking for series');
  const survey = await surveySeries({ metrics, detector, range, signal }, settings.maxSeries);
  const finest = order.stepSeconds ?? detector.stepSeconds;
  const stepSeconds = replayStepSeconds(whole, finest, survey.chosen.length);
  const reading = { metrics, detector, range: whole, signal };
  const { grid, series } = await readHistory(reading, survey, stepSeconds, (share) =>
    onProgress(readingShare * share, `reading ${countSeries(survey.chosen.length)}`)
  );
  const incidents = await order.incidentsOf([...new Set(series.map(({ service }) => service))]);
  const sensitivities = sensitivityLevels(detector.options.sensitivity);
  const plan = {
    kind: detector.kind,
    model: detector.options.model,
    grid,
    fromMs: range.fromMs,
    retrainMs: settings.retrainHours * 3_600_000,
    retryMs: retryTrainingMs,
    unobservableAfterMs: settings.unobservableAfterSeconds * 1000,
    options: toDetectorOptions(detector, []),
    masks: masksOf(incidents),
    blind: await blindFlags(metrics, grid, settings.rateWindowSeconds),
  };
  const found = await replayInWorker(
    { series, plan, sensitivities },
    {
      signal,
      onDone: (share) =>
        onProgress(readingShare + (1 - readingShare) * share, `replaying ${countSeries(series.length)}`),
    }
  );
  const judging = { ...range, series, incidents, joinWindowMs: settings.joinWindowSeconds * 1000 };
  return {
    from: new Date(range.fromMs).toISOString(),
    to: new Date(range.toMs).toISOString(),
    stepSeconds,
    retrainSeconds: Math.round(plan.retrainMs / 1000),
    seriesFound: survey.found,
    seriesReplayed: series.length,
    notices: noticesOf(survey, stepSeconds, detector.stepSeconds, hardlyKnown(series, detector)),
    incidents,
    levels: sensitivities.map((sensitivity, level) => judgeFires(sensitivity, ofLevel(found, level), judging)),
  };
}

function ofLevel(found: readonly AnomalyInterval[][][], level: number): AnomalyInterval[][] {
  return found.map((levels) => levels[level]!);
}

function countSeries(count: number): string {
  return `${count} series`;
}

function masksOf(incidents: readonly BacktestIncident[]): Map<string, MaskedWindow[]> {
  const masks = incidents.map(({ service, number, openedAt, endedAt }) => ({
    service,
    fromMs: Date.parse(openedAt),
    toMs: endedAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(endedAt),
    reason: `incident ${number}`,
  }));
  return Map.groupBy(masks, ({ service }) => service);
}

async function blindFlags(metrics: MetricsSource, grid: StepGrid, rateWindowSeconds: number): Promise<Uint8Array> {
  const range = { fromMs: grid.fromMs, toMs: instantAt(grid, grid.length - 1) };
  const blind = await readBlindSteps(metrics, range, grid.stepMs / 1000, {
    staleAfterMs: stalenessSteps * grid.stepMs,
    recoveryMs: rateWindowSeconds * 1000,
  });
  return Uint8Array.from({ length: grid.length }, (_, index) => (blind.isBlind(instantAt(grid, index)) ? 1 : 0));
}

/** Series that never had enough samples to be learned. */
function hardlyKnown(series: readonly ReplayedSeries[], { options }: DetectorDefinition): number {
  return series.filter(({ values }) => values.filter((value) => !Number.isNaN(value)).length < options.minSamples)
    .length;
}

function noticesOf({ found, chosen }: Survey, stepSeconds: number, ownStepSeconds: number, tooShort: number): string[] {
  return [
    found === 0 ? 'The query found no series with the service label in this range.' : '',
    found > chosen.length ? `Only the ${chosen.length} of ${found} series that vary most were replayed.` : '',
    tooShort > 0 ? `${tooShort} of ${chosen.length} series had too few samples to learn from.` : '',
    stepSeconds > ownStepSeconds
      ? `Replayed at steps of ${formatDuration(stepSeconds * 1000)}; live it is scored every ${formatDuration(ownStepSeconds * 1000)}, which finds sooner.`
      : '',
  ].filter((notice) => notice !== '');
}

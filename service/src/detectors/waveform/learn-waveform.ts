import type { LearnedBand } from '../band/learn-band.ts';
import { exceedancesPerWeek, fitTail, returnLevel } from '../calibration/tail-boundary.ts';
import type { DetectorOptions } from '../detector.ts';
import { dominantPeriod } from '../multivariate/dominant-period.ts';
import { median } from '../robust-statistics.ts';
import { isColdStart, type TrainingData } from '../training-data.ts';
import { WaveformTracker, type WaveformScales } from './waveform-tracker.ts';
import { WAVEFORM_ASPECTS, type AspectRange, type WaveformAspect, type WaveformParameters } from './waveform-watch.ts';

/** Wanted for each aspect and side at sensitivity 1. */
const FALSE_ALARMS_PER_ASPECT_AND_WEEK = 0.003;
const TAIL_SHARE = 0.05;
/** Half or twice the variance is the least that matters. */
const LEAST_CHANGE = Math.LN2;
const MIN_WINDOW_STEPS = 32;
const MAX_PERIOD_STEPS = 64;
const WINDOW_PERIODS = 2;
/** Enough to find a rhythm of at most 64 steps in. */
const RHYTHM_SAMPLES = 4_096;
const NOWHERE: AspectRange = { usual: 0, up: Number.MAX_VALUE, down: Number.MAX_VALUE };

export interface LearnedWaveform {
  readonly parameters: WaveformParameters;
  readonly expectedFalseAlarmsPerWeek: number;
}

type Columns = Readonly<Record<WaveformAspect, Float64Array>>;

interface LearnedAspect {
  readonly range: AspectRange;
  readonly falseAlarms: number;
}

/** Learns in which shape a series moves inside its band; without a day of movement, nothing is out of shape. */
export function learnWaveform(training: TrainingData, band: LearnedBand, options: DetectorOptions): LearnedWaveform {
  const inBand = band.residuals.map((residual) =>
    residual <= band.parameters.upHalf && residual >= -band.parameters.downHalf ? residual : Number.NaN
  );
  const scales = scalesOf(training, inBand);
  const isKnown =
    mindsShape(options) &&
    !isColdStart(training) &&
    inBand.some((residual) => residual !== 0 && !Number.isNaN(residual));
  const columns = isKnown ? track(training, inBand, scales) : null;
  const aspects = WAVEFORM_ASPECTS.map((aspect) =>
    columns !== null && (aspect !== 'rhythm' || scales.periodSteps !== null)
      ? learnAspect(training, columns[aspect], scales, options)
      : { range: NOWHERE, falseAlarms: 0 }
  );
  const [variation, roughness, rhythm] = aspects.map(({ range }) => range) as [AspectRange, AspectRange, AspectRange];
  return {
    parameters: { scales, ranges: { variation, roughness, rhythm } },
    expectedFalseAlarmsPerWeek: aspects.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0),
  };
}

/** Who says which side or how large a deviation matters has said that what moves inside the band does not. */
function mindsShape({ direction, minDeviation, minRelativeDeviation }: DetectorOptions): boolean {
  return direction === 'both' && minDeviation === 0 && minRelativeDeviation === 0;
}

function scalesOf({ stepMs }: TrainingData, inBand: Float64Array): WaveformScales {
  const recent = inBand.subarray(-RHYTHM_SAMPLES).map((residual) => (Number.isNaN(residual) ? 0 : residual));
  const period = dominantPeriod({ rows: recent.length, metrics: 1, values: recent });
  const periodSteps = period !== null && period <= MAX_PERIOD_STEPS ? period : null;
  return { stepMs, windowSteps: Math.max(MIN_WINDOW_STEPS, WINDOW_PERIODS * (periodSteps ?? 0)), periodSteps };
}

/** The aspects after each sample; NaN until the averages have settled, and where the series was out of its band. */
function track({ timestampsMs }: TrainingData, inBand: Float64Array, scales: WaveformScales): Columns {
  const tracker = new WaveformTracker(scales, null);
  const column = () => new Float64Array(inBand.length).fill(Number.NaN);
  const columns: Columns = { variation: column(), roughness: column(), rhythm: column() };
  inBand.forEach((residual, index) => {
    if (Number.isNaN(residual)) {
      return;
    }
    tracker.observe(timestampsMs[index]!, residual);
    if (tracker.isSettled) {
      columns.variation[index] = tracker.variation;
      columns.roughness[index] = tracker.roughness;
      columns.rhythm[index] = tracker.rhythm;
    }
  });
  return columns;
}

function learnAspect(
  { timestampsMs, stepMs }: TrainingData,
  column: Float64Array,
  { windowSteps }: WaveformScales,
  { sensitivity }: DetectorOptions
): LearnedAspect {
  const known = column.filter((value) => !Number.isNaN(value));
  const usual = known.length > 0 ? median(known) : 0;
  const [up, down] = [1, -1].map((sign) => {
    const deviations = column.map((value) => (Number.isNaN(value) ? 0 : sign * (value - usual)));
    const tail = fitTail(timestampsMs, deviations, stepMs, windowSteps * stepMs, TAIL_SHARE);
    const boundary = Math.max(LEAST_CHANGE, returnLevel(tail, FALSE_ALARMS_PER_ASPECT_AND_WEEK)) / sensitivity;
    return { boundary, falseAlarms: exceedancesPerWeek(tail, boundary) };
  }) as [{ boundary: number; falseAlarms: number }, { boundary: number; falseAlarms: number }];
  return {
    range: { usual, up: up.boundary, down: down.boundary },
    falseAlarms: up.falseAlarms + down.falseAlarms,
  };
}

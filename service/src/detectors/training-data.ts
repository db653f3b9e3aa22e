import { holidayWindows } from './calendar/holidays.ts';
import type { DetectorOptions, MaskedWindow, Series } from './detector.ts';
import { median } from './robust-statistics.ts';

const DAY_MS = 86_400_000;

/** What is left of a history after cutting it to the training window and taking out masked and missing samples. */
export interface TrainingData extends Series {
  readonly stepMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly maskedSamples: number;
  readonly maskedWindows: readonly MaskedWindow[];
}

/** Throws RangeError when the columns differ in length or time does not ascend. */
export function prepareTraining(series: Series, options: DetectorOptions): TrainingData {
  assertOrdered(series);
  const newestMs = series.timestampsMs.at(-1) ?? 0;
  const oldestMs = newestMs - options.trainingWindowMs;
  const whole = keep(series, (index) => {
    return series.timestampsMs[index]! >= oldestMs && Number.isFinite(series.values[index]);
  });
  const masks = masksOf(options).filter((mask) => mask.toMs >= oldestMs && mask.fromMs <= newestMs);
  const training = describe(whole, newestMs);
  return masks.length === 0 ? training : withoutWindows(training, masks);
}

/** The same without the samples in these windows, which are noted where they really take some away. */
export function withoutWindows(training: TrainingData, windows: readonly MaskedWindow[]): TrainingData {
  const effective = new Set<MaskedWindow>();
  const kept = keep(training, (index) => {
    const mask = maskAt(windows, training.timestampsMs[index]!);
    if (mask) {
      effective.add(mask);
    }
    return mask === undefined;
  });
  return {
    ...describe(kept, training.toMs),
    maskedSamples: training.maskedSamples + training.values.length - kept.values.length,
    maskedWindows: [...training.maskedWindows, ...effective],
  };
}

function describe(samples: Series, newestMs: number): TrainingData {
  return {
    ...samples,
    stepMs: medianStep(samples.timestampsMs),
    fromMs: samples.timestampsMs[0] ?? newestMs,
    toMs: samples.timestampsMs.at(-1) ?? newestMs,
    maskedSamples: 0,
    maskedWindows: [],
  };
}

function keep({ timestampsMs, values }: Series, isKept: (index: number) => boolean): Series {
  const kept = { timestampsMs: new Float64Array(values.length), values: new Float64Array(values.length) };
  let length = 0;
  for (let index = 0; index < values.length; index++) {
    if (isKept(index)) {
      kept.timestampsMs[length] = timestampsMs[index]!;
      kept.values[length++] = values[index]!;
    }
  }
  return { timestampsMs: kept.timestampsMs.subarray(0, length), values: kept.values.subarray(0, length) };
}

/** What must not be learned from; an incident about a level that was accepted since hides that level no longer. */
function masksOf(options: DetectorOptions): MaskedWindow[] {
  const masks = options.maskedWindows.flatMap((mask) => {
    const accepted = options.acceptedLevels.find(({ fromMs }) => fromMs >= mask.fromMs && fromMs <= mask.toMs);
    const toMs = accepted ? accepted.fromMs - 1 : mask.toMs;
    return toMs < mask.fromMs ? [] : [{ ...mask, toMs }];
  });
  return [...masks, ...holidayWindows(options)];
}

/** Less than a day of history: no season can be known yet. */
export function isColdStart({ fromMs, toMs }: TrainingData): boolean {
  return toMs - fromMs < 0.95 * DAY_MS;
}

export function maskAt(masks: readonly MaskedWindow[], timestampMs: number): MaskedWindow | undefined {
  return masks.find((mask) => timestampMs >= mask.fromMs && timestampMs <= mask.toMs);
}

function assertOrdered({ timestampsMs, values }: Series): void {
  if (timestampsMs.length !== values.length) {
    throw new RangeError(`series has ${timestampsMs.length} timestamps and ${values.length} values`);
  }
  for (let index = 1; index < timestampsMs.length; index++) {
    if (!(timestampsMs[index]! > timestampsMs[index - 1]!)) {
      throw new RangeError(`timestamps must ascend, sample ${index} does not`);
    }
  }
}

/** Median distance between neighbours; a minute when there are none. */
export function medianStep(timestampsMs: Float64Array): number {
  const steps = new Float64Array(Math.max(0, timestampsMs.length - 1));
  for (let index = 0; index < steps.length; index++) {
    steps[index] = timestampsMs[index + 1]! - timestampsMs[index]!;
  }
  return steps.length > 0 ? median(steps) : 60_000;
}

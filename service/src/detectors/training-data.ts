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
  const windowMasks = options.maskedWindows.filter((mask) => mask.toMs >= oldestMs && mask.fromMs <= newestMs);
  const effective = new Set<MaskedWindow>();
  const kept: number[] = [];
  let maskedSamples = 0;
  series.timestampsMs.forEach((timestampMs, index) => {
    if (timestampMs < oldestMs || !Number.isFinite(series.values[index])) {
      return;
    }
    const mask = maskAt(windowMasks, timestampMs);
    if (mask) {
      effective.add(mask);
      maskedSamples++;
    } else {
      kept.push(index);
    }
  });
  const timestampsMs = Float64Array.from(kept, (index) => series.timestampsMs[index]!);
  return {
    timestampsMs,
    values: Float64Array.from(kept, (index) => series.values[index]!),
    stepMs: medianStep(timestampsMs),
    fromMs: timestampsMs[0] ?? newestMs,
    toMs: timestampsMs.at(-1) ?? newestMs,
    maskedSamples,
    maskedWindows: [...effective],
  };
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

function medianStep(timestampsMs: Float64Array): number {
  const steps = new Float64Array(Math.max(0, timestampsMs.length - 1));
  for (let index = 0; index < steps.length; index++) {
    steps[index] = timestampsMs[index + 1]! - timestampsMs[index]!;
  }
  return steps.length > 0 ? median(steps) : 60_000;
}

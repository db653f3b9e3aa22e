import { Expectation } from '../band/expectation.ts';
import { learnBand } from '../band/learn-band.ts';
import type { DetectorOptions } from '../detector.ts';
import { median } from '../robust-statistics.ts';
import { withoutWindows, type TrainingData } from '../training-data.ts';

/** With fewer samples at the new level nobody can say where it is. */
const LEAST_SAMPLES = 3;

/**
 * Moves what was learned before a level was accepted to that level, so that the series is usual there at once: by a
 * factor where its noise has changed with it, else by an offset. Without enough history before it, only what came since is
 * learned from.
 *
 * @returns the same history when no level was accepted within it
 */
export function moveToAcceptedLevel(training: TrainingData, options: DetectorOptions): TrainingData {
  const fromMs = Math.max(...options.acceptedLevels.map((level) => level.fromMs), Number.NEGATIVE_INFINITY);
  const since = withoutWindows(training, [{ fromMs: Number.NEGATIVE_INFINITY, toMs: fromMs - 1, reason: '' }]);
  const before = withoutWindows(training, [{ fromMs, toMs: Number.POSITIVE_INFINITY, reason: '' }]);
  if (before.values.length === 0 || since.values.length < LEAST_SAMPLES) {
    return training;
  }
  if (before.values.length < options.minSamples) {
    return { ...since, maskedSamples: training.maskedSamples, maskedWindows: training.maskedWindows };
  }
  const move = moveBetween(before, since, options);
  return {
    ...training,
    values: training.values.map((value, index) => (training.timestampsMs[index]! < fromMs ? move(value) : value)),
  };
}

function moveBetween(before: TrainingData, since: TrainingData, options: DetectorOptions): (value: number) => number {
  const expectation = new Expectation(learnBand(before, options).parameters, options);
  const expected = since.timestampsMs.map((timestampMs) =>
    expectation.expectedAt(timestampMs, expectation.localMs(timestampMs))
  );
  const usual = median(expected);
  const factor = median(since.values) / usual;
  const offset = median(since.values.map((value, index) => value - expected[index]!));
  const noise = typicalJump(since.values) / typicalJump(before.values);
  return usual > 0 && factor >= 0 && isNearer(noise, factor) ? (value) => value * factor : (value) => value + offset;
}

function typicalJump(values: Float64Array): number {
  return median(values.subarray(1).map((value, index) => Math.abs(value - values[index]!)));
}

/** Whether the noise has grown or shrunk with the level, and not stayed what it was. */
function isNearer(noise: number, factor: number): boolean {
  return Math.abs(Math.log(noise / factor)) <= Math.abs(Math.log(noise)) || factor === 0;
}

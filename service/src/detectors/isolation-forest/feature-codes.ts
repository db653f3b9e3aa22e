import { FEATURE_COUNT, FEATURE_NAMES, FeatureWindow } from '../feature-window.ts';
import { newRows, ROW_WIDTH, slotOf } from './isolation-trees.ts';
import { median } from '../robust-statistics.ts';
import type { TrainingData } from '../training-data.ts';

const HIGHEST_CODE = 32_767;
/** Beyond the training range by more than this share of it, a feature is outside. */
const OUTSIDE_MARGIN = 0.1;

/** Per feature: smallest and largest value in training, and the median. */
export interface FeatureRanges {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly usual: readonly number[];
}

/** The five features of every training sample, a column each. */
export function featureColumns(training: TrainingData, stdFloor: number): Float64Array[] {
  const { timestampsMs, values, stepMs } = training;
  const window = new FeatureWindow(stepMs, stdFloor);
  const features = new Float64Array(FEATURE_COUNT);
  const columns = FEATURE_NAMES.map(() => new Float64Array(values.length));
  for (let row = 0; row < values.length; row++) {
    window.observe(timestampsMs[row]!, values[row]!, features);
    for (let feature = 0; feature < FEATURE_COUNT; feature++) {
      columns[feature]![row] = features[feature]!;
    }
  }
  return columns;
}

export function rangesOf(columns: readonly Float64Array[]): FeatureRanges {
  const extremes = columns.map(extremesOf);
  return {
    low: extremes.map(([low]) => low),
    high: extremes.map(([, high]) => high),
    usual: columns.map((column) => median(column)),
  };
}

function extremesOf(column: Float64Array): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of column) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** The rows that trees are grown from and walked by. */
export function encodeRows(columns: readonly Float64Array[], ranges: FeatureRanges): Int32Array {
  const rows = newRows(columns[0]!.length);
  columns.forEach((column, feature) => {
    const low = ranges.low[feature]!;
    const high = ranges.high[feature]!;
    for (let row = 0; row < column.length; row++) {
      rows[row * ROW_WIDTH + feature] = encodeFeature(column[row]!, low, high);
    }
  });
  return rows;
}

/** A place in the training range as a slot of a row; what is beyond gets its ends. */
export function encodeFeature(value: number, low: number, high: number): number {
  const share = high > low ? (value - low) / (high - low) : 0;
  return slotOf(Math.round(Math.min(1, Math.max(0, share)) * HIGHEST_CODE));
}

export function isOutside(value: number, low: number, high: number): boolean {
  const margin = OUTSIDE_MARGIN * (high - low);
  return value < low - margin || value > high + margin;
}

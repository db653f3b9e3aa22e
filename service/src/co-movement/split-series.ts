/** A baseline is four windows long, directly before the window. */
export const baselineWindows = 4;

/** One series cut into equal blocks: the window is the last of them, the others are its baseline. */
export interface SplitSeries {
  /** Sorted, without NaN. */
  window: Float64Array;
  /** Sorted, without NaN; one per stretch of the baseline that is as long as the window. */
  blocks: readonly Float64Array[];
  /** Steps per block, of which each may have had a value. */
  blockLength: number;
}

/**
 * Cuts `values`, which has one entry per step and NaN where there is none, into {@link baselineWindows} blocks and the
 * window. Its length must be a multiple of one more than that.
 */
export function splitSeries(values: Float64Array): SplitSeries {
  const blockLength = values.length / (baselineWindows + 1);
  const block = (index: number): Float64Array =>
    values
      .slice(index * blockLength, (index + 1) * blockLength)
      .filter((value) => !Number.isNaN(value))
      .sort();
  return {
    window: block(baselineWindows),
    blocks: Array.from({ length: baselineWindows }, (_, index) => block(index)),
    blockLength,
  };
}

/** Several samples as one, sorted. */
export function pool(samples: readonly Float64Array[]): Float64Array {
  const pooled = new Float64Array(samples.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const sample of samples) {
    pooled.set(sample, offset);
    offset += sample.length;
  }
  return pooled.sort();
}

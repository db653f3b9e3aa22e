/** Makes a median absolute deviation comparable with the standard deviation of normal noise. */
const MAD_TO_SIGMA = 1.4826;

/** Linear-interpolated quantile of unsorted numbers; NaN when there are none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), share);
}

export function quantileOfSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) {
    return Number.NaN;
  }
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/**
 * Robust standard deviation: the scaled median absolute deviation, or the mean absolute deviation where more than
 * half of the values are equal (a ratio that is nearly always zero). Zero only when nothing deviates.
 */
export function robustSpread(values: Float64Array, center: number): number {
  const deviations = values.map((value) => Math.abs(value - center));
  const mad = median(deviations) * MAD_TO_SIGMA;
  return mad > 0 ? mad : mean(deviations);
}

export function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

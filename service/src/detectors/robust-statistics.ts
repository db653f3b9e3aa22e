/** Makes a median absolute deviation comparable with the standard deviation of normal noise. */
const MAD_TO_SIGMA = 1.4826;

/** Linear-interpolated quantile of unsorted numbers; NaN when there are none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const ordered = Float64Array.from(values);
  const below = Math.floor(share * (ordered.length - 1));
  moveIntoOrder(ordered, below);
  moveIntoOrder(ordered, Math.min(below + 1, ordered.length - 1), below);
  return quantileOfSorted(ordered, share);
}

/** Reads two neighbours only, so that no others need to be in their places. */
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

/** Puts the number into place `rank` that sorting would put there, larger ones behind it (Hoare 1961, FIND). */
function moveIntoOrder(values: Float64Array, rank: number, from = 0): void {
  let left = from;
  let right = values.length - 1;
  while (left < right) {
    const border = partition(values, left, right);
    if (rank <= border) {
      right = border;
    } else {
      left = border + 1;
    }
  }
}

/** Exchanges numbers until none up to the border that it returns is above any behind it. */
function partition(values: Float64Array, left: number, right: number): number {
  const pivot = values[(left + right) >>> 1]!;
  let low = left;
  let high = right;
  for (;;) {
    while (values[low]! < pivot) {
      low++;
    }
    while (values[high]! > pivot) {
      high--;
    }
    if (low >= high) {
      return high;
    }
    const value = values[low]!;
    values[low++] = values[high]!;
    values[high--] = value;
  }
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

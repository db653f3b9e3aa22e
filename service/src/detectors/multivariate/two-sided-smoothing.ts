/**
 * Mean over several scales of exponential smoothing forwards and then backwards, so that the peak stays where it was:
 * a sharp middle for short events, wide flanks for long ones.
 *
 * @param scales rows after which an influence has fallen to 1/e
 */
export function smoothBothWays(values: Float64Array, scales: readonly number[]): Float64Array {
  const total = new Float64Array(values.length);
  for (const scale of scales) {
    const smoothed = exponential(exponential(values, scale).reverse(), scale).reverse();
    smoothed.forEach((value, row) => {
      total[row]! += value / scales.length;
    });
  }
  return total;
}

function exponential(values: Float64Array, scale: number): Float64Array {
  const keep = Math.exp(-1 / scale);
  let level = values[0] ?? 0;
  return values.map((value) => (level = keep * level + (1 - keep) * value));
}

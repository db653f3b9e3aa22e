/**
 * The cheapest detector in common use, as a yardstick: |value − mean| / standard deviation over a sliding window,
 * updated in constant time per point.
 */
export function rollingZScores(values: Float64Array, window: number): Float64Array {
  const scores = new Float64Array(values.length);
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    sum += value;
    squares += value * value;
    if (index >= window) {
      const gone = values[index - window]!;
      sum -= gone;
      squares -= gone * gone;
    }
    const count = Math.min(index + 1, window);
    const mean = sum / count;
    const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
    scores[index] = deviation > 0 ? Math.abs(value - mean) / deviation : 0;
  }
  return scores;
}

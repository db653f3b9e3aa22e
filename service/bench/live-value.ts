const dayMs = 86_400_000;
export const stepMs = 60_000;

/** Series that are this far apart have the same level and wave, and noise of their own. */
export const liveShapes = 20;

/** What series number `series` of the live bench measures at a time. */
export function liveValue(series: number, timestampMs: number): number {
  const shape = series % liveShapes;
  const wave = Math.sin((2 * Math.PI * timestampMs) / dayMs + shape);
  return 100 + shape + 20 * wave + 3 * noiseOf(series, Math.floor(timestampMs / 1000));
}

/** The sum of four uniform numbers is nearly normal, with a standard deviation of 0.58. */
function noiseOf(series: number, second: number): number {
  let state = Math.imul(series + 1, 2_654_435_761) ^ second;
  let sum = -2;
  for (let draw = 0; draw < 4; draw++) {
    state = Math.imul(state ^ (state >>> 16), 2_246_822_519);
    state = Math.imul(state ^ (state >>> 13), 3_266_489_917);
    state ^= state >>> 16;
    sum += (state >>> 0) / 2 ** 32;
  }
  return sum;
}

export const liveMetric = 'vigil_bench_live';
/** Series that one detector watches. */
export const seriesPerDetector = 1000;

/** Services of five instances with twenty series each. */
export function liveLabels(series: number): Record<string, string> {
  return {
    detector: `live-${Math.floor(series / seriesPerDetector)}`,
    service: `service-${Math.floor(series / 100)}`,
    instance: `instance-${Math.floor(series / 20)}`,
    series: String(series % 20),
  };
}

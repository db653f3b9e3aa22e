import { quantile } from '../robust-statistics.ts';
import type { RollingErrors } from './rolling-errors.ts';

/** How far from the expected value the actual one may be, so many steps ahead. */
export interface Reach {
  below(ahead: number): number;
  above(ahead: number): number;
}

const scaleShare = 0.7;
/** Errors of one history hang together and the method was chosen by them: they promise a little too much. */
const caution = 1.15;

/**
 * Prediction intervals from the quantiles of past errors. Errors of all horizons are made comparable by their size at
 * that horizon, which never shrinks with it; beyond the longest that history can judge it grows as it has grown.
 *
 * @param coverage share of actual values that should lie inside, e.g. 0.95
 */
export function reachOf({ method, horizons, errors }: RollingErrors, coverage: number): Reach {
  const sizes: number[] = [];
  errors.forEach((column, index) => {
    const size = quantile(column.map(Math.abs), scaleShare);
    sizes.push(Math.max(size, sizes[index - 1] ?? 0));
  });
  const sizeAt = (ahead: number): number => interpolate(horizons, sizes, ahead, method.slope !== 'none');
  const relative = errors.flatMap((column, index) =>
    sizes[index]! > 0 ? column.map((error) => error / sizes[index]!) : []
  );
  const tail = (1 - coverage) / 2;
  const low = relative.length === 0 ? 0 : Math.max(0, -quantile(relative, tail)) * caution;
  const high = relative.length === 0 ? 0 : Math.max(0, quantile(relative, 1 - tail)) * caution;
  return { below: (ahead) => low * sizeAt(ahead), above: (ahead) => high * sizeAt(ahead) };
}

/** Between two horizons along a straight line, beyond the last by the power of the horizon that was seen. */
function interpolate(horizons: readonly number[], sizes: readonly number[], ahead: number, hasSlope: boolean): number {
  const next = horizons.findIndex((horizon) => horizon >= ahead);
  if (next === -1) {
    const last = horizons.at(-1)!;
    return sizes.at(-1)! * (ahead / last) ** growth(horizons, sizes, hasSlope);
  }
  if (next === 0) {
    return sizes[0]!;
  }
  const share = (ahead - horizons[next - 1]!) / (horizons[next]! - horizons[next - 1]!);
  return sizes[next - 1]! + share * (sizes[next]! - sizes[next - 1]!);
}

function growth(horizons: readonly number[], sizes: readonly number[], hasSlope: boolean): number {
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  const seen = first > 0 ? Math.log(last / first) / Math.log(horizons.at(-1)! / horizons[0]! || Math.E) : 0;
  return Math.min(1.2, Math.max(hasSlope ? 0.5 : 0, Number.isFinite(seen) ? seen : 0));
}

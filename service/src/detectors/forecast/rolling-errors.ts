import { median } from '../robust-statistics.ts';
import { extrapolate } from './extrapolate.ts';
import type { Method } from './extrapolate.ts';

/** What a method would have been wrong by: one column per horizon. */
export interface RollingErrors {
  readonly method: Method;
  /** In steps, ascending. */
  readonly horizons: readonly number[];
  /** Signed, actual less expected. */
  readonly errors: ReadonlyArray<readonly number[]>;
}

const origins = 32;
/** A horizon with fewer errors says nothing. */
const fewestErrors = 6;

/** Horizons between one step and the last that history can judge, each about 1.6 times the one before. */
export function horizonsUpTo(longest: number): number[] {
  const horizons = new Set<number>();
  for (let horizon = 1; horizon < longest; horizon *= 1.6) {
    horizons.add(Math.round(horizon));
  }
  return [...horizons.add(Math.max(1, longest))];
}

/** Forecasts from instants in the later half of the history, from what lay before each, held against what came. */
export function rollingErrors(values: Float64Array, method: Method, horizons: readonly number[]): RollingErrors {
  const first = Math.floor(values.length / 2);
  const stride = Math.max(1, (values.length - 1 - first) / origins);
  const errors = horizons.map((): number[] => []);
  for (let at = first; at < values.length; at += stride) {
    const end = Math.floor(at);
    const expected = extrapolate(values, end, method);
    horizons.forEach((horizon, column) => {
      const error = (values[end - 1 + horizon] ?? Number.NaN) - expected(horizon);
      if (!Number.isNaN(error)) {
        errors[column]!.push(error);
      }
    });
  }
  const kept = horizons.map((_, column) => column).filter((column) => errors[column]!.length >= fewestErrors);
  return {
    method,
    horizons: kept.map((column) => horizons[column]!),
    errors: kept.map((column) => errors[column]!),
  };
}

/** A simpler method stays unless another is better by more than this share. */
const worthwhile = 0.03;

/** The method that was least wrong over all horizons, each horizon counting the same. */
export function leastWrong(candidates: readonly RollingErrors[]): RollingErrors {
  const columns = candidates[0]!.horizons.map((_, column) =>
    candidates.map(({ errors }) => median((errors[column] ?? []).map(Math.abs)))
  );
  const wrongness = candidates.map((_, index) =>
    columns.reduce((total, column) => total + column[index]! / (median(column) || 1), 0)
  );
  let best = 0;
  wrongness.forEach((each, index) => {
    if (each < wrongness[best]! * (1 - worthwhile)) {
      best = index;
    }
  });
  return candidates[best]!;
}

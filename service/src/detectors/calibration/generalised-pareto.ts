import { median, quantile } from '../robust-statistics.ts';

/** Shapes that are believed: from slightly lighter than exponential to far heavier. */
const SHAPES = Array.from({ length: 26 }, (_, index) => (index - 5) / 50);
/** What is presumed before anything was seen. */
const PRIOR_SHAPE = 0.1;
const PRIOR_DEVIATION = 0.2;
/** Of higher excesses only the number counts, not the height, so that a few faults among them change nothing. */
const CENSORED_FROM = 0.9;

/**
 * Scale and shape of a generalised Pareto distribution: the scale matches the median, the shape is the most likely one
 * (maximum a posteriori on a grid, the highest tenth censored). Scale 0 when there is nothing to fit.
 *
 * @param excesses by how much a threshold was exceeded, above 0
 */
export function fitExcess(excesses: readonly number[]): { scale: number; shape: number } {
  const middle = excesses.length > 0 ? median(excesses) : 0;
  if (middle <= 0) {
    return { scale: 0, shape: 0 };
  }
  const cap = quantile(excesses, CENSORED_FROM);
  const relative = excesses.map((excess) => Math.min(excess, cap) / middle);
  let best = { shape: 0, likelihood: Number.NEGATIVE_INFINITY };
  for (const shape of SHAPES) {
    const likelihood =
      logLikelihood(relative, cap / middle, shape) - ((shape - PRIOR_SHAPE) / PRIOR_DEVIATION) ** 2 / 2;
    best = likelihood > best.likelihood ? { shape, likelihood } : best;
  }
  return { scale: middle * scaleOfUnitMedian(best.shape), shape: best.shape };
}

function scaleOfUnitMedian(shape: number): number {
  return shape === 0 ? 1 / Math.LN2 : shape / (2 ** shape - 1);
}

function logLikelihood(excesses: readonly number[], cap: number, shape: number): number {
  const scale = scaleOfUnitMedian(shape);
  let sum = 0;
  for (const excess of excesses) {
    const survival = logSurvival(excess / scale, shape);
    sum += excess >= cap ? survival : (1 + shape) * survival - Math.log(scale);
  }
  return sum;
}

/** ln of the probability that an excess, in scales, is surpassed. */
function logSurvival(excess: number, shape: number): number {
  return shape === 0 ? -excess : -Math.log(Math.max(Number.MIN_VALUE, 1 + shape * excess)) / shape;
}

import type { DetectorOptions } from './detector.ts';

/**
 * The highest score that direction and minimum deviation allow, for methods that expect no value of their own.
 *
 * @param usual what the deviation is measured from, for example the median of the history
 */
export function allowedScore(value: number, usual: number, options: DetectorOptions): number {
  const { direction, minDeviation, minRelativeDeviation } = options;
  const deviation = value - usual;
  const isIgnoredSide = (direction === 'up' && deviation < 0) || (direction === 'down' && deviation > 0);
  const required = Math.max(minDeviation, minRelativeDeviation * Math.abs(usual));
  if (isIgnoredSide) {
    return 0;
  }
  return required > 0 ? Math.abs(deviation) / required : Number.POSITIVE_INFINITY;
}

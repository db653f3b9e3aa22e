/** The level of significance for which the critical value below is. */
const criticalFactor = 1.628;

/**
 * The two-sample Kolmogorov–Smirnov statistic: the largest distance between the empirical distributions of two samples,
 * 0..1. Both are sorted and without NaN; 0 when one is empty.
 *
 * Source: N. Smirnov, "Table for estimating the goodness of fit of empirical distributions", Annals of Mathematical
 * Statistics 19 (1948).
 */
export function ksStatistic(first: Float64Array, second: Float64Array): number {
  if (first.length === 0 || second.length === 0) {
    return 0;
  }
  let statistic = 0;
  let inFirst = 0;
  let inSecond = 0;
  while (inFirst < first.length && inSecond < second.length) {
    const value = Math.min(first[inFirst]!, second[inSecond]!);
    inFirst = skipEqual(first, inFirst, value);
    inSecond = skipEqual(second, inSecond, value);
    statistic = Math.max(statistic, Math.abs(inFirst / first.length - inSecond / second.length));
  }
  return statistic;
}

/** The statistic that two samples of the same distribution exceed once in a hundred times (asymptotically); at most 1. */
export function criticalStatistic(firstCount: number, secondCount: number): number {
  return Math.min(1, criticalFactor * Math.sqrt((firstCount + secondCount) / (firstCount * secondCount)));
}

function skipEqual(sorted: Float64Array, from: number, value: number): number {
  let index = from;
  while (index < sorted.length && sorted[index]! <= value) {
    index += 1;
  }
  return index;
}

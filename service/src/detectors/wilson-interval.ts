export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** 97.5th percentile of the standard normal distribution: 95 % lie between it and its negative. */
const Z_95 = 1.959963984540054;

/**
 * Confidence interval of a share, by the score method without continuity correction. Unlike the textbook interval it
 * stays within 0..1 and says something after very few observations, also when all of them agree.
 *
 * @param successes how many of the observations count, 0..total
 * @param total number of observations; 0 gives the whole of 0..1
 * @param z quantile of the standard normal distribution for the confidence wanted; the default is 95 %
 * @throws RangeError for numbers that are not counts
 * @see E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
 */
export function wilsonInterval(successes: number, total: number, z = Z_95): Interval {
  if (!Number.isInteger(successes) || !Number.isInteger(total) || successes < 0 || successes > total) {
    throw new RangeError(`${successes} of ${total} is not a share of whole observations`);
  }
  if (total === 0) {
    return { lower: 0, upper: 1 };
  }
  const share = successes / total;
  const weight = 1 + z ** 2 / total;
  const centre = (share + z ** 2 / (2 * total)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / total + (z / (2 * total)) ** 2);
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}

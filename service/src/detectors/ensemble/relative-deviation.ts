import type { FeatureContribution, Verdict } from '../detector.ts';

/** Signed distance from the expected value in half bands: the series without its seasons and its unit. */
export function relativeDeviation(value: number, { expected, lower, upper }: Verdict): number {
  const deviation = value - expected;
  const half = deviation >= 0 ? upper - expected : expected - lower;
  return half > 0 ? deviation / half : 0;
}

/** The forest sees half bands; people read the unit of the series. */
export function inSeriesUnit(contribution: FeatureContribution, value: number, band: Verdict): FeatureContribution {
  const halfBand = (band.upper - band.lower) / 2;
  const origin = contribution.name === 'value' || contribution.name === 'rolling_mean' ? band.expected : 0;
  if (contribution.name === 'zscore') {
    return contribution;
  }
  if (contribution.name === 'value') {
    return { ...contribution, value, expected: band.expected };
  }
  return {
    ...contribution,
    value: origin + contribution.value * halfBand,
    expected: origin + (contribution.expected ?? 0) * halfBand,
  };
}

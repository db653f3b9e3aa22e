import type { FeatureContribution, ScoredPoint, ScoreReason } from './detector.ts';

/** Scores end here, so that they stay finite where a series had no spread to measure by. */
export const MAX_SCORE = 100;

/** The score of a value that the operator has declared impossible. */
export const OUT_OF_RANGE_SCORE = 2;

const NO_FEATURES: readonly FeatureContribution[] = [];

export function unscored(timestampMs: number, value: number, reason: ScoreReason): ScoredPoint {
  return {
    timestampMs,
    value: Number.isFinite(value) ? value : null,
    score: null,
    expected: null,
    lower: null,
    upper: null,
    agreed: false,
    reason,
    features: NO_FEATURES,
  };
}

/** A point of a method without a band. */
export function unbanded(
  timestampMs: number,
  value: number,
  score: number,
  reason: ScoreReason,
  features: readonly FeatureContribution[] = NO_FEATURES
): ScoredPoint {
  return {
    timestampMs,
    value: Number.isFinite(value) ? value : null,
    score,
    expected: null,
    lower: null,
    upper: null,
    agreed: score >= 1,
    reason: score >= 1 ? reason : 'usual',
    features,
  };
}

export function onlyValue(value: number, expected: number | null): readonly FeatureContribution[] {
  return [{ name: 'value', value, expected, share: 1 }];
}

import type { FeatureContribution, ScoredPoint, ScoreReason, Verdict } from './detector.ts';

/** Scores end here, so that they stay finite where a series had no spread to measure by. */
export const MAX_SCORE = 100;

/** The score of a value that the operator has declared impossible. */
export const OUT_OF_RANGE_SCORE = 2;

const NO_FEATURES: readonly FeatureContribution[] = [];

export function newVerdict(): Verdict {
  return {
    score: Number.NaN,
    expected: Number.NaN,
    lower: Number.NaN,
    upper: Number.NaN,
    agreed: false,
    reason: 'usual',
    onsetMs: Number.NaN,
  };
}

/** There is nothing to score, and why. */
export function decline(verdict: Verdict, reason: ScoreReason): void {
  verdict.score = Number.NaN;
  verdict.expected = Number.NaN;
  verdict.lower = Number.NaN;
  verdict.upper = Number.NaN;
  verdict.agreed = false;
  verdict.reason = reason;
  verdict.onsetMs = Number.NaN;
}

/** The verdict of a method without a band. */
export function decideUnbanded(verdict: Verdict, score: number, reason: ScoreReason): void {
  verdict.score = score;
  verdict.expected = Number.NaN;
  verdict.lower = Number.NaN;
  verdict.upper = Number.NaN;
  verdict.agreed = score >= 1;
  verdict.reason = score >= 1 ? reason : 'usual';
  verdict.onsetMs = Number.NaN;
}

export function toPoint(
  timestampMs: number,
  value: number,
  { score, expected, lower, upper, agreed, reason, onsetMs }: Verdict,
  features: readonly FeatureContribution[] = NO_FEATURES
): ScoredPoint {
  return {
    timestampMs,
    value: finiteOrNull(value),
    score: finiteOrNull(score),
    expected: finiteOrNull(expected),
    lower: finiteOrNull(lower),
    upper: finiteOrNull(upper),
    agreed,
    reason,
    onsetMs: finiteOrNull(onsetMs),
    features,
  };
}

export function onlyValue(value: number, expected: number): readonly FeatureContribution[] {
  return [{ name: 'value', value, expected: finiteOrNull(expected), share: 1 }];
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

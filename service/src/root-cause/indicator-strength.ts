import type { IndicatorKind } from '@vigil/contract';
import type { Indicator } from './ranking-input.ts';

/** How much a deviation of a kind says about its own service being at fault; resources move for many harmless reasons. */
const KIND_WEIGHT: Readonly<Record<IndicatorKind, number>> = {
  availability: 1,
  errors: 0.9,
  latency: 0.8,
  memory: 0.75,
  saturation: 0.7,
  cache: 0.7,
  cpu: 0.6,
  deploy: 0.5,
  traffic: 0.5,
  custom: 0.5,
  cost: 0.4,
};

const SCORE_SCALE = 2;
/** Traffic that ceases says more than traffic that changes. */
const CEASED_WEIGHT = 0.8;
const CEASED_SHARE = 0.05;

/** 0..1, 0.39 at the boundary, 0.63 at critical; a score is not a probability and saturates. */
export function strengthOf({ score }: Indicator): number {
  return 1 - Math.exp(-score / SCORE_SCALE);
}

/** Strength weighted by what the kind says about its own service. */
export function weightOf(indicator: Indicator): number {
  if (isDown(indicator)) {
    return 1;
  }
  const weight = hasCeased(indicator) ? CEASED_WEIGHT : KIND_WEIGHT[indicator.kind];
  return weight * strengthOf(indicator);
}

/** The process itself is gone: `up` is 0 or has vanished. */
export function isDown({ kind, direction, value }: Indicator): boolean {
  return kind === 'availability' && direction === 'down' && (value ?? 0) <= 0;
}

function hasCeased({ kind, direction, value, expected }: Indicator): boolean {
  return kind === 'traffic' && direction === 'down' && (value ?? 0) <= CEASED_SHARE * Math.abs(expected ?? 0);
}

import type { Random } from './random.ts';

/** How long a piece of work takes: lognormal. */
export interface Duration {
  readonly medianMs: number;
  /** Standard deviation of the logarithm. */
  readonly spread?: number;
}

const defaultSpread = 0.28;
const largestDeviation = 2.8;

export function drawDurationMs({ medianMs, spread = defaultSpread }: Duration, random: Random): number {
  const deviation = Math.max(-largestDeviation, Math.min(largestDeviation, random.normal()));
  return medianMs * Math.exp(spread * deviation);
}

import { hashOf } from './random.ts';

/**
 * Slow noise: a smooth curve through one random point per period, between -1 and 1. It depends on nothing but its
 * arguments, so that history and the running system see the same curve on both sides of the present.
 */
export function waveAt(seed: number, name: string, timeMs: number, periodMs: number): number {
  const position = timeMs / periodMs;
  const index = Math.floor(position);
  const progress = position - index;
  const eased = progress * progress * (3 - 2 * progress);
  return pointOf(seed, name, index) * (1 - eased) + pointOf(seed, name, index + 1) * eased;
}

function pointOf(seed: number, name: string, index: number): number {
  return hashOf(seed, name, index) / 2 ** 31 - 1;
}

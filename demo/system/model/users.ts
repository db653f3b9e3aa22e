import type { Random } from './random.ts';

const userCount = 200;

export function drawUser(random: Random): string {
  return `user-${Math.floor(random.uniform() * userCount)}`;
}

import type { Random } from './random.ts';

/**
 * Answers whether a rare event happens now. Over many questions it happens as often as the given probabilities say, at
 * more even distances than independent throws: ratios of rare events stay steady even with little traffic.
 */
export type Chance = (probability: number) => boolean;

const shape = 4;

export function createChance(random: Random): Chance {
  let remaining = random.uniform();
  return (probability) => {
    remaining -= probability;
    if (remaining > 0) {
      return false;
    }
    remaining += random.gamma(shape);
    return true;
  };
}

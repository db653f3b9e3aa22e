import { describe, expect, it } from 'vitest';
import { createChance } from './chance.ts';
import { createRandom } from './random.ts';

function occurrences(probability: number, questions: number): number[] {
  const chance = createChance(createRandom(5, 'chance'));
  return Array.from({ length: questions }, (_, index) => index).filter(() => chance(probability));
}

describe('createChance', () => {
  it.each([0.004, 0.05, 0.5])('happens with probability %d', (probability) => {
    const questions = 2000 / probability;
    expect(occurrences(probability, questions).length / 2000).toBeCloseTo(1, 1);
  });

  it('never happens with probability 0, whatever was before', () => {
    const chance = createChance(createRandom(5, 'chance'));
    for (let index = 0; index < 100; index++) {
      chance(0.3);
      expect(chance(0)).toBe(false);
    }
  });

  it('keeps more even distances than independent throws', () => {
    const at = occurrences(0.01, 200_000);
    const distances = at.slice(1).map((position, index) => position - (at[index] as number));
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
    const variance = distances.reduce((sum, distance) => sum + (distance - mean) ** 2, 0) / distances.length;
    expect(variance / mean ** 2).toBeLessThan(0.35);
  });
});

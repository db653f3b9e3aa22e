import type { Pattern } from './pattern.ts';

/** One of the patterns that are alike but for one place, and what it has there: 0 for a value. */
export interface SlotMember {
  readonly pattern: Pattern;
  readonly term: number;
}

export const VALUE_IN_SLOT = 0;

const FEWEST = 2.6;
const FOR_SHORT_CONTEXT = 40;
const VALUE_COUNTS_AS = 2;

/**
 * How far what stands at one place exceeds what different statements would explain; not below 0 means that it varies.
 *
 * Few words, or some rare ones beside a frequent one, are different statements (`started`, `stopped`); many words that
 * are used about equally often are values. So the measure is the number of equally frequent words that have the same
 * entropy as these, frequencies taken as square roots; a value among them counts as two words more. The bound falls
 * with the number of words that the lines have in common, as agreement on these would be the greater coincidence.
 *
 * @param members what stands at the place
 * @param contextWords number of words that all have in common
 */
export function slotExcess(members: readonly SlotMember[], contextWords: number): number {
  const weights = new Map<number, number>();
  for (const { term, pattern } of members) {
    weights.set(term, (weights.get(term) ?? 0) + pattern.lineCount);
  }
  if (contextWords === 0 || weights.size < 2) {
    return -Infinity;
  }
  const hasValue = weights.delete(VALUE_IN_SLOT);
  const found = effectiveNumber([...weights.values()].map(Math.sqrt)) + (hasValue ? VALUE_COUNTS_AS : 0);
  return found - FEWEST - FOR_SHORT_CONTEXT / contextWords ** 3;
}

/** exp of the entropy: the number of equal weights that are as evenly spread. */
function effectiveNumber(weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const entropy = weights.reduce((sum, weight) => sum - (weight / total) * Math.log(weight / total), 0);
  return Math.exp(entropy);
}

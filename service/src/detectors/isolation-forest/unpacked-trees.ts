import { type IsolationTrees, type PackedTrees, unpackTrees } from './isolation-trees.ts';

/** Unpacked, a forest takes 150 kB, and thousands of models have one each that few of their points need. */
const KEPT_FORESTS = 32;

const kept = new Map<PackedTrees, IsolationTrees>();
let last: { packed: PackedTrees; trees: IsolationTrees } | null = null;

/** The trees of a model, unpacked when they are needed; those needed last are kept. */
export function unpackedTrees(packed: PackedTrees): IsolationTrees {
  if (last?.packed === packed) {
    return last.trees;
  }
  const trees = kept.get(packed) ?? unpackTrees(packed);
  kept.delete(packed);
  kept.set(packed, trees);
  if (kept.size > KEPT_FORESTS) {
    kept.delete(kept.keys().next().value!);
  }
  last = { packed, trees };
  return trees;
}

import { FEATURE_COUNT } from '../feature-window.ts';
import { codeOf, LEAF, MAX_DEPTH, MAX_LEAF_ROWS, type PackedTrees, ROW_WIDTH } from './isolation-trees.ts';

/** How many trees, and from how many rows each; at most 256 rows. */
export interface ForestSize {
  readonly treeCount: number;
  readonly subsample: number;
}

/** What Liu et al. found sufficient. */
export const classicForest: ForestSize = { treeCount: 100, subsample: 256 };

/** A full tree of 256 leaves: one byte each, and three for each of the nodes above them. */
const MAX_TREE_BYTES = 4 * 2 ** MAX_DEPTH;

/**
 * Grows an Isolation Forest (Liu, Ting, Zhou 2008): each tree from rows drawn without replacement, split at a random
 * feature and a random place between its extremes, down to depth log2 of the rows.
 *
 * @param rows from `newRows`, of which the first `rowCount` are drawn from
 */
export function growTrees(
  rows: Int32Array,
  rowCount: number,
  random: () => number,
  size: ForestSize = classicForest
): PackedTrees {
  const subsample = Math.min(size.subsample, rowCount);
  const grower = new TreeGrower(rows, rowCount, subsample, random);
  for (let tree = 0; tree < size.treeCount; tree++) {
    grower.growTree();
  }
  return { nodes: grower.packed(), treeCount: size.treeCount, subsample };
}

class TreeGrower {
  readonly #rows: Int32Array;
  readonly #random: () => number;
  readonly #subsample: number;
  readonly #maxDepth: number;
  readonly #shuffled: Uint32Array;
  /** The sample of one tree, a column per feature. */
  readonly #sample: Int32Array;
  /** Sample rows, those of one node beside each other. */
  readonly #order: Uint8Array;
  readonly #tree = Buffer.alloc(MAX_TREE_BYTES);
  readonly #grown: Buffer[] = [];
  #length = 0;
  #low = 0;
  #high = 0;

  constructor(rows: Int32Array, rowCount: number, subsample: number, random: () => number) {
    this.#rows = rows;
    this.#random = random;
    this.#subsample = subsample;
    this.#maxDepth = Math.min(MAX_DEPTH, Math.ceil(Math.log2(Math.max(2, subsample))));
    this.#shuffled = new Uint32Array(rowCount).map((_, row) => row);
    this.#sample = new Int32Array(FEATURE_COUNT * subsample);
    this.#order = new Uint8Array(subsample);
  }

  packed(): string {
    return Buffer.concat(this.#grown).toString('base64');
  }

  growTree(): void {
    this.#drawSample();
    this.#length = 0;
    this.#growNode(0, this.#subsample, 0);
    this.#grown.push(Buffer.from(this.#tree.subarray(0, this.#length)));
  }

  /** Partial Fisher–Yates shuffle: a uniform draw ends up in the sample. */
  #drawSample(): void {
    const shuffled = this.#shuffled;
    const random = this.#random;
    for (let index = 0; index < this.#subsample; index++) {
      const other = index + Math.floor(random() * (shuffled.length - index));
      const row = shuffled[other]!;
      shuffled[other] = shuffled[index]!;
      shuffled[index] = row;
      this.#order[index] = index;
      this.#copyRow(row * ROW_WIDTH, index);
    }
  }

  #copyRow(start: number, index: number): void {
    const rows = this.#rows;
    const sample = this.#sample;
    for (let feature = 0, slot = index; feature < FEATURE_COUNT; feature++, slot += this.#subsample) {
      sample[slot] = codeOf(rows[start + feature]!);
    }
  }

  /** Writes the node of the sample rows from `from` up to and without `to`, and all below it. */
  #growNode(from: number, to: number, depth: number): void {
    const feature = depth < this.#maxDepth && to - from > 1 ? this.#chooseFeature(from, to) : LEAF;
    if (feature === LEAF) {
      this.#tree[this.#length++] = LEAF + Math.min(MAX_LEAF_ROWS, to - from);
      return;
    }
    const split = this.#low + 1 + Math.floor(this.#random() * (this.#high - this.#low));
    this.#tree[this.#length++] = feature;
    this.#tree[this.#length++] = split;
    this.#tree[this.#length++] = split >>> 8;
    const middle = this.#partition(from, to, feature * this.#subsample, split);
    this.#growNode(from, middle, depth + 1);
    this.#growNode(middle, to, depth + 1);
  }

  /** A random feature that still varies, whose extremes it leaves behind; `LEAF` when all rows are equal. */
  #chooseFeature(from: number, to: number): number {
    const first = Math.floor(this.#random() * FEATURE_COUNT);
    for (let attempt = 0; attempt < FEATURE_COUNT; attempt++) {
      const feature = (first + attempt) % FEATURE_COUNT;
      this.#measure(from, to, feature * this.#subsample);
      if (this.#low < this.#high) {
        return feature;
      }
    }
    return LEAF;
  }

  #measure(from: number, to: number, column: number): void {
    const sample = this.#sample;
    const order = this.#order;
    let low = sample[column + order[from]!]!;
    let high = low;
    for (let index = from + 1; index < to; index++) {
      const code = sample[column + order[index]!]!;
      low = Math.min(low, code);
      high = Math.max(high, code);
    }
    this.#low = low;
    this.#high = high;
  }

  /** Rows below the split to the front; both rows are always exchanged, so that nothing is left to predict. */
  #partition(from: number, to: number, column: number, split: number): number {
    const sample = this.#sample;
    const order = this.#order;
    let middle = from;
    for (let index = from; index < to; index++) {
      const row = order[index]!;
      order[index] = order[middle]!;
      order[middle] = row;
      middle += (sample[column + row]! - split) >>> 31;
    }
    return middle;
  }
}

import { FEATURE_COUNT } from '../feature-window.ts';

/** Slots of one row of feature codes: the features, and zeros for the nodes that test nothing. */
export const ROW_WIDTH = 8;
export const MAX_DEPTH = 8;
/** A packed byte from here up is a leaf, and the rest is how many rows ended there; below it is the feature tested. */
export const LEAF = FEATURE_COUNT;
export const MAX_LEAF_ROWS = 255 - LEAF;

/** Leaf slots of a tree, one per way of eight turns; its nodes lie in heap order: root 1, children of n at 2n and 2n + 1. */
const TREE_SLOTS = 2 ** MAX_DEPTH;
const CODE_SHIFT = 16;
const FEATURE_MASK = ROW_WIDTH - 1;
/** Compares a slot that is always 0 with a code above it, so every row goes left. */
const NO_TEST = (1 << CODE_SHIFT) | FEATURE_MASK;
/** Rows that are walked abreast: the turns of one row wait for each other, those of four rows do not. */
const ABREAST = 4;
const EULER_GAMMA = 0.5772156649015329;
/** Path lengths are counted in 1/2048; the longest, 8 + c(250), fits 16 bits. */
const PATH_RESOLUTION = 2048;
const LEAF_PATHS = Uint16Array.from({ length: MAX_LEAF_ROWS + 1 }, (_, rows) =>
  Math.round(averagePathLength(rows) * PATH_RESOLUTION)
);

/** Trees as they are kept: nodes in pre-order, one byte and, unless it is a leaf, two more for the code split at. */
export interface PackedTrees {
  /** Base64. */
  readonly nodes: string;
  readonly treeCount: number;
  /** Rows that each tree was grown from. */
  readonly subsample: number;
}

/**
 * Trees as they are walked: all complete, so that a row takes eight turns without asking whether it has arrived. A node
 * has the code it splits at in its upper 16 bits and the feature it tests in the lower.
 */
export interface IsolationTrees {
  readonly treeCount: number;
  readonly nodes: Int32Array;
  readonly paths: Uint16Array;
  /** Average path length of an unsuccessful search among the rows of one tree. */
  readonly normaliser: number;
}

/** Room for rows of slots, all 0, in the number that `isolationScores` walks. */
export function newRows(rowCount: number): Int32Array {
  return new Int32Array(Math.ceil(rowCount / ABREAST) * ABREAST * ROW_WIDTH);
}

/** A feature code (15 bits) as a row holds it: subtracted from a node, the sign tells the side. */
export function slotOf(code: number): number {
  return (code << CODE_SHIFT) | 0xffff;
}

export function codeOf(slot: number): number {
  return slot >> CODE_SHIFT;
}

/** c(n) of Liu et al.: average path length of an unsuccessful search in a binary search tree of n samples. */
export function averagePathLength(samples: number): number {
  if (samples <= 1) {
    return 0;
  }
  return samples === 2 ? 1 : 2 * (Math.log(samples - 1) + EULER_GAMMA) - (2 * (samples - 1)) / samples;
}

export function unpackTrees({ nodes, treeCount, subsample }: PackedTrees): IsolationTrees {
  const packed = Buffer.from(nodes, 'base64');
  const trees: IsolationTrees = {
    treeCount,
    nodes: new Int32Array(treeCount * TREE_SLOTS).fill(NO_TEST),
    paths: new Uint16Array(treeCount * TREE_SLOTS),
    normaliser: averagePathLength(subsample),
  };
  let position = 0;
  for (let tree = 0; tree < treeCount; tree++) {
    position = unpackNode(packed, position, trees, tree * TREE_SLOTS, 1, 0);
  }
  return trees;
}

function unpackNode(
  packed: Uint8Array,
  position: number,
  trees: IsolationTrees,
  offset: number,
  node: number,
  depth: number
): number {
  const first = packed[position]!;
  if (first >= LEAF) {
    const leaf = (node << (MAX_DEPTH - depth)) - TREE_SLOTS;
    trees.paths[offset + leaf] = depth * PATH_RESOLUTION + LEAF_PATHS[first - LEAF]!;
    return position + 1;
  }
  const split = packed[position + 1]! | (packed[position + 2]! << 8);
  trees.nodes[offset + node] = (split << CODE_SHIFT) | first;
  const next = unpackNode(packed, position + 3, trees, offset, 2 * node, depth + 1);
  return unpackNode(packed, next, trees, offset, 2 * node + 1, depth + 1);
}

/**
 * Isolation scores 2^(-E[path] / c(n)) of rows of feature codes: towards 1 the easier they are to isolate. Tree by tree,
 * because one tree fits the fastest cache and a forest does not.
 *
 * @param rows from `newRows`; those beyond `rowCount` are walked in vain
 */
export function isolationScores(trees: IsolationTrees, rows: Int32Array, rowCount: number): Float64Array {
  const totals = new Int32Array(rows.length / ROW_WIDTH);
  for (let from = 0; from < trees.nodes.length; from += TREE_SLOTS) {
    const to = from + TREE_SLOTS;
    addPaths(trees.nodes.subarray(from, to), trees.paths.subarray(from, to), rows, totals);
  }
  const scores = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    scores[row] = scoreOfTotal(trees, totals[row]!);
  }
  return scores;
}

function addPaths(nodes: Int32Array, paths: Uint16Array, rows: Int32Array, totals: Int32Array): void {
  for (let row = 0; row < totals.length; row += ABREAST) {
    const start = row * ROW_WIDTH;
    let a = 1;
    let b = 1;
    let c = 1;
    let d = 1;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      a = turn(nodes, a, rows, start);
      b = turn(nodes, b, rows, start + ROW_WIDTH);
      c = turn(nodes, c, rows, start + 2 * ROW_WIDTH);
      d = turn(nodes, d, rows, start + 3 * ROW_WIDTH);
    }
    totals[row] = totals[row]! + paths[a - TREE_SLOTS]!;
    totals[row + 1] = totals[row + 1]! + paths[b - TREE_SLOTS]!;
    totals[row + 2] = totals[row + 2]! + paths[c - TREE_SLOTS]!;
    totals[row + 3] = totals[row + 3]! + paths[d - TREE_SLOTS]!;
  }
}

/** The child a row goes to, without a branch: right when its code is at or above the split, and the difference negative. */
function turn(nodes: Int32Array, node: number, rows: Int32Array, start: number): number {
  const test = nodes[node]!;
  return 2 * node + ((test - rows[start + (test & FEATURE_MASK)]!) >>> 31);
}

/**
 * The isolation score of one row with features far outside of what was trained on, which plain trees cannot tell from
 * the outermost training row: it is isolated at the first split that tests such a feature.
 *
 * @param outside 1 for each slot of the row whose feature is outside
 */
export function isolationScoreOutside(trees: IsolationTrees, row: Int32Array, outside: Uint8Array): number {
  let total = 0;
  for (let offset = 0; offset < trees.nodes.length; offset += TREE_SLOTS) {
    total += pathOutside(trees, offset, row, outside);
  }
  return scoreOfTotal(trees, total);
}

function pathOutside({ nodes, paths }: IsolationTrees, offset: number, row: Int32Array, outside: Uint8Array): number {
  let node = 1;
  for (let depth = 1; depth <= MAX_DEPTH; depth++) {
    const test = nodes[offset + node]!;
    const slot = test & FEATURE_MASK;
    if (outside[slot] === 1) {
      return depth * PATH_RESOLUTION;
    }
    node = 2 * node + ((test - row[slot]!) >>> 31);
  }
  return paths[offset + node - TREE_SLOTS]!;
}

function scoreOfTotal({ treeCount, normaliser }: IsolationTrees, total: number): number {
  return normaliser === 0 ? 0.5 : 2 ** (-total / (PATH_RESOLUTION * treeCount * normaliser));
}

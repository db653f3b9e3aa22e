import { FEATURE_COUNT } from './feature-window.ts';
import { decodeUint16, decodeUint8, encodeArray } from './typed-array-codec.ts';

const TREE_COUNT = 100;
const SUBSAMPLE = 256;
const LEAF = 255;
const EULER_GAMMA = 0.5772156649015329;
/** Path lengths of leaves are stored in 1/2048; the longest, 8 + c(256), fits 16 bits. */
const PATH_RESOLUTION = 2048;

/**
 * Trees in pre-order, one after the other: the left child follows its parent, `right` points to the other. `feature` is
 * 255 for a leaf, whose `split` is its path length.
 */
export interface IsolationTrees {
  readonly roots: Uint16Array;
  readonly feature: Uint8Array;
  readonly split: Uint16Array;
  readonly right: Uint16Array;
  /** Average path length of an unsuccessful search among the samples one tree was grown from. */
  readonly normaliser: number;
}

export interface EncodedTrees {
  readonly feature: string;
  readonly split: string;
  readonly normaliser: number;
}

/** c(n) of Liu et al.: average path length of an unsuccessful search in a binary search tree of n samples. */
export function averagePathLength(samples: number): number {
  if (samples <= 1) {
    return 0;
  }
  return samples === 2 ? 1 : 2 * (Math.log(samples - 1) + EULER_GAMMA) - (2 * (samples - 1)) / samples;
}

/**
 * Grows an Isolation Forest (Liu, Ting, Zhou 2008): 100 trees, each from at most 256 rows drawn without replacement,
 * split at a random feature and a random place between its extremes, down to depth log2 of the rows.
 *
 * @param codes rows of features in 16-bit steps, row after row
 */
export function growTrees(codes: Uint16Array, random: () => number): IsolationTrees {
  const rowCount = codes.length / FEATURE_COUNT;
  const size = Math.min(SUBSAMPLE, rowCount);
  const grower = new TreeGrower(codes, Math.ceil(Math.log2(Math.max(2, size))), random);
  const rows = Uint32Array.from({ length: rowCount }, (_, row) => row);
  for (let tree = 0; tree < TREE_COUNT; tree++) {
    drawToFront(rows, size, random);
    grower.grow(rows.slice(0, size));
  }
  return link(grower.feature, grower.split, averagePathLength(size));
}

/** Isolation score 2^(-E[path] / c(n)) of one row of feature codes: towards 1 the easier it is to isolate. */
export function isolationScore(trees: IsolationTrees, codes: Uint16Array): number {
  return scoreOfTotal(trees, totalPath(trees, codes));
}

/**
 * The same for a row with features far outside of what was trained on, which plain trees cannot tell from the outermost
 * training row: it is isolated at the first split that tests such a feature.
 *
 * @param outside 1 for each feature that is outside
 */
export function isolationScoreOutside(trees: IsolationTrees, codes: Uint16Array, outside: Uint8Array): number {
  const { roots, feature, split, right } = trees;
  let total = 0;
  for (const root of roots) {
    let node = root;
    let depth = 0;
    while (feature[node] !== LEAF && outside[feature[node]!] === 0) {
      node = codes[feature[node]!]! < split[node]! ? node + 1 : right[node]!;
      depth++;
    }
    total += feature[node] === LEAF ? split[node]! : (depth + 1) * PATH_RESOLUTION;
  }
  return scoreOfTotal(trees, total);
}

function scoreOfTotal({ normaliser }: IsolationTrees, total: number): number {
  return normaliser === 0 ? 0.5 : 2 ** (-total / (PATH_RESOLUTION * TREE_COUNT * normaliser));
}

function totalPath(trees: IsolationTrees, codes: Uint16Array): number {
  const { roots, feature, split, right } = trees;
  let total = 0;
  for (let tree = 0; tree < TREE_COUNT; tree++) {
    let node = roots[tree]!;
    let tested = feature[node]!;
    while (tested !== LEAF) {
      node = codes[tested]! < split[node]! ? node + 1 : right[node]!;
      tested = feature[node]!;
    }
    total += split[node]!;
  }
  return total;
}

export function encodeTrees({ feature, split, normaliser }: IsolationTrees): EncodedTrees {
  return { feature: encodeArray(feature), split: encodeArray(split), normaliser };
}

export function decodeTrees({ feature, split, normaliser }: EncodedTrees): IsolationTrees {
  return link(decodeUint8(feature), decodeUint16(split), normaliser);
}

class TreeGrower {
  readonly feature: number[] = [];
  readonly split: number[] = [];
  readonly #codes: Uint16Array;
  readonly #maxDepth: number;
  readonly #random: () => number;

  constructor(codes: Uint16Array, maxDepth: number, random: () => number) {
    this.#codes = codes;
    this.#maxDepth = maxDepth;
    this.#random = random;
  }

  grow(rows: Uint32Array, depth = 0): void {
    const cut = depth < this.#maxDepth && rows.length > 1 ? this.#chooseCut(rows) : null;
    if (!cut) {
      this.feature.push(LEAF);
      this.split.push(Math.round((depth + averagePathLength(rows.length)) * PATH_RESOLUTION));
      return;
    }
    this.feature.push(cut.feature);
    this.split.push(cut.split);
    const middle = this.#partition(rows, cut);
    this.grow(rows.subarray(0, middle), depth + 1);
    this.grow(rows.subarray(middle), depth + 1);
  }

  /** A random feature that still varies, and a random split of its range; null when all rows are equal. */
  #chooseCut(rows: Uint32Array): { feature: number; split: number } | null {
    const first = Math.floor(this.#random() * FEATURE_COUNT);
    for (let attempt = 0; attempt < FEATURE_COUNT; attempt++) {
      const feature = (first + attempt) % FEATURE_COUNT;
      let low = 65_535;
      let high = 0;
      for (const row of rows) {
        const code = this.#codes[row * FEATURE_COUNT + feature]!;
        low = Math.min(low, code);
        high = Math.max(high, code);
      }
      if (low < high) {
        return { feature, split: low + 1 + Math.floor(this.#random() * (high - low)) };
      }
    }
    return null;
  }

  #partition(rows: Uint32Array, { feature, split }: { feature: number; split: number }): number {
    let middle = 0;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]!;
      if (this.#codes[row * FEATURE_COUNT + feature]! < split) {
        rows[index] = rows[middle]!;
        rows[middle++] = row;
      }
    }
    return middle;
  }
}

/** Partial Fisher–Yates shuffle: a uniform draw of `size` entries ends up in front. */
function drawToFront(rows: Uint32Array, size: number, random: () => number): void {
  for (let index = 0; index < size; index++) {
    const other = index + Math.floor(random() * (rows.length - index));
    const row = rows[index]!;
    rows[index] = rows[other]!;
    rows[other] = row;
  }
}

/** Finds the right children: in pre-order, a node's right child is what follows its completed left subtree. */
function link(featureOf: ArrayLike<number>, splitOf: ArrayLike<number>, normaliser: number): IsolationTrees {
  const feature = Uint8Array.from(featureOf);
  const right = new Uint16Array(feature.length);
  const roots: number[] = [];
  const openParents: number[] = [];
  let startsTree = true;
  for (let node = 0; node < feature.length; node++) {
    if (startsTree) {
      roots.push(node);
    }
    startsTree = false;
    if (feature[node] !== LEAF) {
      openParents.push(node);
      continue;
    }
    const parent = openParents.pop();
    startsTree = parent === undefined;
    if (parent !== undefined) {
      right[parent] = node + 1;
    }
  }
  return { roots: Uint16Array.from(roots), feature, split: Uint16Array.from(splitOf), right, normaliser };
}

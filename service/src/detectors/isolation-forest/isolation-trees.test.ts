import { describe, expect, it } from 'vitest';
import { FEATURE_COUNT } from '../feature-window.ts';
import { seededRandom } from '../random.ts';
import { growTrees } from './grow-trees.ts';
import {
  averagePathLength,
  isolationScoreOutside,
  isolationScores,
  newRows,
  ROW_WIDTH,
  slotOf,
  unpackTrees,
} from './isolation-trees.ts';

const ROW_COUNT = 1_001;
const random = seededRandom(4);
const rows = newRows(ROW_COUNT);
for (let row = 0; row < ROW_COUNT; row++) {
  for (let feature = 0; feature < FEATURE_COUNT; feature++) {
    rows[row * ROW_WIDTH + feature] = slotOf(row === 0 ? 30_000 : 15_000 + Math.floor(random() * 2_500));
  }
}
const trees = unpackTrees(growTrees(rows, ROW_COUNT, seededRandom(1)));
const scores = isolationScores(trees, rows, ROW_COUNT);
const rowAt = (row: number): Int32Array => rows.subarray(row * ROW_WIDTH, (row + 1) * ROW_WIDTH);

describe('isolation trees', () => {
  it('isolate an outlier sooner than every other row', () => {
    expect(Math.max(...scores)).toBe(scores[0]);
    expect(scores[0]).toBeGreaterThan(0.65);
    expect(scores[500]).toBeLessThan(0.55);
  });

  it('score a row by itself as they score it among others', () => {
    const nothingOutside = new Uint8Array(ROW_WIDTH);
    const alone = Array.from(scores, (_, row) => isolationScoreOutside(trees, rowAt(row), nothingOutside));
    expect(alone).toEqual([...scores]);
  });

  it('isolate a row at the first test of a feature that lies outside', () => {
    const valueOutside = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0);
    const allOutside = Uint8Array.of(1, 1, 1, 1, 1, 0, 0, 0);
    const [inside, one, all] = [new Uint8Array(ROW_WIDTH), valueOutside, allOutside].map((outside) =>
      isolationScoreOutside(trees, rowAt(500), outside)
    );
    expect(inside).toBeLessThan(one!);
    expect(one).toBeLessThan(all!);
    expect(all).toBeCloseTo(2 ** (-1 / averagePathLength(256)), 6);
  });

  it('have the mean path that the theory gives for rows without structure', () => {
    const ordinary = scores.subarray(1).reduce((sum, score) => sum + score, 0) / (scores.length - 1);
    expect(ordinary).toBeCloseTo(0.5, 1);
  });

  it('of a constant history tell nothing apart', () => {
    const constant = newRows(300);
    const same = isolationScores(unpackTrees(growTrees(constant, 300, seededRandom(1))), constant, 300);
    expect(new Set(same).size).toBe(1);
  });

  it('grow from fewer rows than a sample holds, and from one', () => {
    for (const rowCount of [1, 2, 40]) {
      const grown = growTrees(rows, rowCount, seededRandom(1), { treeCount: 10, subsample: 256 });
      expect(grown.subsample).toBe(rowCount);
      expect(isolationScores(unpackTrees(grown), rows, rowCount).every(Number.isFinite)).toBe(true);
    }
  });

  it('know the average path length of Liu et al.', () => {
    expect([1, 2, 256].map((count) => Number(averagePathLength(count).toFixed(2)))).toEqual([0, 1, 10.24]);
  });
});

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { explainMultivariate, learnMultivariate, scoreMultivariate } from './index.ts';
import { DAY_ROWS, serviceMetrics, syntheticService } from './synthetic-service.ts';

const DAYS = 14;
const STEP_MS = 900_000;
const options = { stepMs: STEP_MS };
const [FAULT_FROM, FAULT_TO] = [1_000, 1_007];

/** Work per request is lost: cpu stays where it was while requests follow the day. */
function brokenTogether(seed = 1): Float64Array[] {
  const columns = syntheticService(DAYS, seed);
  const [requests, cpu] = columns;
  for (let row = FAULT_FROM; row <= FAULT_TO; row++) {
    cpu![row] = 0.6 - cpu![row]!;
    expect(cpu![row]).toBeGreaterThan(Math.min(...cpu!.subarray(0, FAULT_FROM)));
    expect(requests![row]).toBeLessThan(Math.max(...requests!.subarray(0, FAULT_FROM)));
  }
  return columns;
}

function peakRow(scores: Float64Array): number {
  return scores.indexOf(Math.max(...scores));
}

describe('scoreMultivariate', () => {
  it('finds metrics that no longer move together though each stays in its range', () => {
    const scores = scoreMultivariate(brokenTogether(), options);
    expect(peakRow(scores)).toBeGreaterThanOrEqual(FAULT_FROM);
    expect(peakRow(scores)).toBeLessThanOrEqual(FAULT_TO);
    expect(Math.max(...scores)).toBeGreaterThan(1);
  });

  it('finds a value that is usual at noon in the night', () => {
    const columns = syntheticService(DAYS);
    const night = 8 * DAY_ROWS + 0.75 * DAY_ROWS;
    for (const column of columns.slice(0, 4)) {
      column.copyWithin(night, night - DAY_ROWS / 2, night - DAY_ROWS / 2 + 4);
    }
    const scores = scoreMultivariate(columns, options);
    expect(Math.abs(peakRow(scores) - night)).toBeLessThan(6);
    expect(Math.max(...scores)).toBeGreaterThan(1);
  });

  it('stays under the boundary on usual days but for the rate that was asked for', () => {
    const alarms = [1, 2, 3, 4].map((seed) => {
      const scores = scoreMultivariate(syntheticService(DAYS, seed), options);
      return scores.filter((score, row) => score >= 1 && !(scores[row - 1]! >= 1)).length;
    });
    expect(alarms.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2 * 4 * 2 * 0.5);
  });

  it('ranks rows of a fault better than chance and than the largest deviation of any metric', () => {
    const columns = brokenTogether(5);
    const random = seededRandom(3);
    const chance = columns[0]!.map(() => random());
    const ranked = precisionAtFault(scoreMultivariate(columns, options));
    expect(ranked).toBeGreaterThan(precisionAtFault(largestDeviation(columns)) + 0.3);
    expect(ranked).toBeGreaterThan(precisionAtFault(chance) + 0.3);
  });

  it('gives the same scores for the same rows', () => {
    expect(scoreMultivariate(brokenTogether(), options)).toEqual(scoreMultivariate(brokenTogether(), options));
  });

  it('does not depend on the unit or the origin of any metric', () => {
    const columns = brokenTogether();
    const converted = columns.map((column, metric) =>
      column.map((value) => (metric + 2) * 1_000 * value - 50 * metric)
    );
    const expected = scoreMultivariate(columns, options);
    scoreMultivariate(converted, options).forEach((score, row) => {
      expect(score).toBeCloseTo(expected[row]!, 5);
    });
  });

  it('is not moved by metrics that never change or have no values', () => {
    const columns = brokenTogether();
    const silent = [
      new Float64Array(columns[0]!.length).fill(7),
      new Float64Array(columns[0]!.length).fill(Number.NaN),
    ];
    expect(scoreMultivariate([...columns, ...silent], options)).toEqual(scoreMultivariate(columns, options));
  });

  it('scores rows with gaps, and leaves rows without any value open', () => {
    const columns = brokenTogether();
    columns[3]!.fill(Number.NaN, 200, 260);
    columns.forEach((column) => column.fill(Number.NaN, 500, 503));
    const scores = scoreMultivariate(columns, options);
    expect(Array.from(scores.subarray(500, 503))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(scores.filter((score) => !Number.isFinite(score))).toHaveLength(3);
    expect(peakRow(scores.map((score) => score || 0))).toBeGreaterThanOrEqual(FAULT_FROM);
  });

  it('scores nothing but zeros where nothing ever changes', () => {
    const flat = [new Float64Array(100).fill(1), new Float64Array(100).fill(2)];
    expect(new Set(scoreMultivariate(flat, options))).toEqual(new Set([0]));
  });

  it('learns what is usual from the rows that are said to be normal', () => {
    const columns = syntheticService(DAYS);
    const [requests, cpu] = columns;
    for (let row = 8 * DAY_ROWS; row < 12 * DAY_ROWS; row++) {
      cpu![row] = 0.6 - 0.3 * (requests![row]! / 120);
    }
    const meanOfFault = (scores: Float64Array) =>
      scores.subarray(8 * DAY_ROWS, 12 * DAY_ROWS).reduce((sum, score) => sum + score, 0) /
      scores.reduce((sum, score) => sum + score, 0);
    const told = meanOfFault(scoreMultivariate(columns, { ...options, normalRows: 7 * DAY_ROWS }));
    expect(told).toBeGreaterThan(meanOfFault(scoreMultivariate(columns, options)));
  });

  it('refuses too few rows and columns of unequal length', () => {
    expect(() => scoreMultivariate([new Float64Array(5)])).toThrow(/at least 30 rows, got 5/);
    expect(() => scoreMultivariate([])).toThrow(/at least 30 rows, got 0/);
    expect(() => scoreMultivariate([new Float64Array(50), new Float64Array(49)])).toThrow(/equal length/);
  });
});

describe('explainMultivariate', () => {
  it('names the metric that left the others first, with shares that sum to 1', () => {
    const columns = brokenTogether();
    const shares = explainMultivariate(learnMultivariate(columns, options), columns, FAULT_FROM, FAULT_TO);
    expect(serviceMetrics[shares[0]!.column]).toBe('cpu');
    expect(shares).toHaveLength(serviceMetrics.length);
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('gives no metric a share where nothing stands out', () => {
    const flat = [new Float64Array(100).fill(1), new Float64Array(100).fill(2)];
    const shares = explainMultivariate(learnMultivariate(flat), flat, 10, 20);
    expect(shares.map(({ share }) => share)).toEqual([0, 0]);
  });
});

/** Share of the fault's rows among as many rows with the highest scores. */
function precisionAtFault(scores: Float64Array): number {
  const size = FAULT_TO - FAULT_FROM + 1;
  const highest = [...scores.keys()].sort((left, right) => scores[right]! - scores[left]!).slice(0, size);
  return highest.filter((row) => row >= FAULT_FROM && row <= FAULT_TO).length / size;
}

function largestDeviation(columns: readonly Float64Array[]): Float64Array {
  const scaled = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
    return column.map((value) => Math.abs(value - mean) / spread);
  });
  return columns[0]!.map((_, row) => Math.max(...scaled.map((column) => column[row]!)));
}

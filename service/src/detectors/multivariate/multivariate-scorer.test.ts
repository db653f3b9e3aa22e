import { describe, expect, it } from 'vitest';
import { learnMultivariate, MultivariateScorer, type MultivariateModel } from './index.ts';
import { DAY_ROWS, serviceMetrics, syntheticService } from './synthetic-service.ts';

const columns = syntheticService(16);
const learned = 14 * DAY_ROWS;
const model = learnMultivariate(
  columns.map((column) => column.slice(0, learned)),
  { stepMs: 900_000 }
);

function rowOf(row: number): number[] {
  return columns.map((column) => column[row]!);
}

function scoreRows(scorer: MultivariateScorer, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => scorer.score(rowOf(from + index), from + index));
}

describe('MultivariateScorer', () => {
  it('goes on after training with rows that are as usual as those before', () => {
    const scores = scoreRows(new MultivariateScorer(model), learned, 16 * DAY_ROWS);
    expect(scores.filter((score) => score >= 1).length).toBeLessThan(scores.length / 50);
  });

  it('never lets a score depend on later rows', () => {
    const scorer = new MultivariateScorer(model);
    const before = scoreRows(scorer, learned, learned + 50);
    scorer.score(
      serviceMetrics.map(() => 1e6),
      learned + 50
    );
    expect(scoreRows(new MultivariateScorer(model), learned, learned + 50)).toEqual(before);
  });

  it('raises a row that breaks with the others at once, and returns with it', () => {
    const scorer = new MultivariateScorer(model);
    scoreRows(scorer, learned, learned + 20);
    const [requests, , ...others] = rowOf(learned + 20);
    const lost = scorer.score([requests!, 0.05, ...others], learned + 20);
    const totals = new Float64Array(serviceMetrics.length);
    scorer.addContributions(totals);
    expect(lost).toBeGreaterThan(1);
    expect(serviceMetrics[totals.indexOf(Math.max(...totals))]).toBe('cpu');
    expect(Math.max(...scoreRows(scorer, learned + 30, learned + 40))).toBeLessThan(1);
  });

  it('keeps the last value of a metric that is missing', () => {
    const scorer = new MultivariateScorer(model);
    scoreRows(scorer, learned, learned + 20);
    const score = scorer.score(
      rowOf(learned + 20).map((value, metric) => (metric === 3 ? Number.NaN : value)),
      learned + 20
    );
    expect(score).toBeLessThan(1);
  });

  it('scores the same from a model that was stored as text', () => {
    const stored = JSON.stringify(model, (_, value: unknown) =>
      value instanceof Float64Array ? { numbers: Array.from(value) } : value
    );
    const restored = JSON.parse(stored, (_, value: { numbers?: number[] } | null) =>
      value?.numbers ? Float64Array.from(value.numbers) : value
    ) as MultivariateModel;
    expect(scoreRows(new MultivariateScorer(restored), learned, learned + 50)).toEqual(
      scoreRows(new MultivariateScorer(model), learned, learned + 50)
    );
  });
});

import { expect, it } from 'vitest';
import { renderResults, scoresSchema } from './results.ts';
import { tasks } from './tasks.ts';

const scores = scoresSchema.parse({
  all: { cases: 20, 'Top-1': 0.75, 'Top-3': 0.9, 'Avg@5': 0.85, 'Kind@1': 0.7 },
  'fault=cpu': { cases: 5, 'Top-1': 1, 'Top-3': 1, 'Avg@5': 1, 'Kind@1': 0.8 },
});
const provenance = { date: '2025-01-02', commit: 'abc1234' };
const text = renderResults(
  tasks.map((task) => ({ task, seconds: 30, scores })),
  provenance
);

it('shows each task by its own measures beside its baselines', () => {
  expect(text).toContain('Date 2025-01-02, commit abc1234.');
  expect(text).toMatch(/\| RCA-PETSHOP +\| 20 +\| Top-1 \/ Top-3 +\| \*\*0\.750 \/ 0\.900\*\* +\| 0\.27 \/ 0\.58/);
  expect(text).toMatch(/\| RCA-SOCK +\| 20 +\| Top-1 \/ Avg@5 +\| \*\*0\.750 \/ 0\.850\*\*/);
  expect(text).toMatch(/\| 0\.700 +\| 1\.50 +\|/);
});

it('shows each kind of fault', () => {
  expect(text).toMatch(/\| cpu +\| 5 +\| 1\.000 +\| 1\.000 +\| 0\.800 +\|/);
});

it('leaves the kind out where the labels have none', () => {
  const { 'Kind@1': _kind, ...all } = scores.all!;
  expect(renderResults([{ task: tasks[0]!, seconds: 30, scores: { all } }], provenance)).toMatch(
    /\(anomaly traversal\) +\| {8}\| 1\.50/
  );
});

it('refuses scores without those of all cases', () => {
  expect(scoresSchema.safeParse({ 'fault=cpu': scores.all }).success).toBe(false);
});

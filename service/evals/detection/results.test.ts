import { expect, it } from 'vitest';
import { renderResults } from './results.ts';
import { tasks } from './tasks.ts';

const atBoundary = { score: 61.5, threshold: 1, windows: 10, windows_found: 8, false_alert_runs: 4 };
const results = tasks.map((task) => ({ task, seconds: 12.4, mean: 0.5, bySeries: { 'web-1': 0.25 } }));
const provenance = { date: '2025-01-02', commit: 'abc1234' };

it('shows each task beside its baselines, and each series', () => {
  const text = renderResults(results, { ...provenance, atBoundary, looksAhead: false });

  expect(text).toContain('Date 2025-01-02, commit abc1234.');
  expect(text).toMatch(/\| AD-SMD +\| mean VUS-PR +\| \*\*0\.500\*\* +\| 0\.449 +\| 0\.474/);
  expect(text).toMatch(/\| web-1 +\| 0\.250 +\|/);
  expect(text).toContain('gives **61.5**: 8 of 10 windows found,\n4 false alarms');
  expect(text).toContain('no score changes');
});

it('does not hide that a detector looks ahead', () => {
  expect(renderResults(results, { ...provenance, atBoundary, looksAhead: true })).toContain('looks ahead');
});

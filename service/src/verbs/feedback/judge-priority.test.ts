import { expect, it } from 'vitest';
import { estimatePrecision } from './estimate-precision.ts';
import { judgePriority } from './judge-priority.ts';

const rule = { demoteBelowPrecision: 0.5, minVerdicts: 5 };
const judge = (current: 'page' | 'ticket', real: number, noise: number) =>
  judgePriority(current, estimatePrecision({ real, noise, known: 7 }), rule);

it('demotes only when the whole interval is below the bound', () => {
  expect(judge('page', 0, 4)).toBe('page');
  expect(judge('page', 0, 5)).toBe('ticket');
  expect(judge('page', 1, 5)).toBe('page');
  expect(judge('page', 20, 40)).toBe('ticket');
});

it('promotes when the precision has reached the bound again, not before', () => {
  expect(judge('ticket', 4, 5)).toBe('ticket');
  expect(judge('ticket', 5, 5)).toBe('page');
  expect(judge('ticket', 2, 2)).toBe('ticket');
});

it('knows nothing of a detector that nobody has judged', () => {
  expect(estimatePrecision({})).toEqual({ real: 0, noise: 0, known: 0, precision: null, lower: 0, upper: 1 });
  expect(judge('ticket', 0, 0)).toBe('ticket');
  expect(judge('page', 0, 0)).toBe('page');
});

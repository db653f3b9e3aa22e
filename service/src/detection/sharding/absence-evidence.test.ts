import { expect, it } from 'vitest';
import { newTrackedSeries } from '../tracked-series.ts';
import { StepEvidence } from './absence-evidence.ts';
import type { Shard } from './shard.ts';

const nothing = Number.NaN;
const series = [
  ['a', 'payments'],
  ['b', 'payments'],
  ['c', 'orders'],
].map(([key, service]) => newTrackedSeries(key!, 'traffic', service!, {}));

it('counts who is there beside a series, step by step', () => {
  const input = {
    stepsMs: [0, 1_000, 2_000],
    blind: [false, false, false],
    values: Float64Array.of(nothing, nothing, nothing, 5, nothing, nothing, 7, 7, nothing),
  };
  const evidence = new StepEvidence({ series } as unknown as Shard, input);
  const beside = (timestampMs: number) => evidence.beside(series[0]!, timestampMs);
  expect(beside(0)).toEqual({ siblings: 1, siblingsPresent: 1, othersPresent: true });
  expect(beside(1_000)).toEqual({ siblings: 1, siblingsPresent: 0, othersPresent: true });
  expect(beside(2_000)).toEqual({ siblings: 1, siblingsPresent: 0, othersPresent: false });
});

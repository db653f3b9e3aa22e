import type { ModelCard } from '@vigil/contract';
import { expect, it } from 'vitest';
import { explainQuality } from './explain-quality.ts';

const card = (changes: Partial<ModelCard>): ModelCard => ({
  trainedAt: '2026-03-02T03:00:00.000Z',
  trainedFrom: '2026-03-02T00:00:00.000Z',
  trainedTo: '2026-03-02T03:00:00.000Z',
  samples: 180,
  maskedSamples: 0,
  maskedWindows: [],
  quality: 'healthy',
  seasonsSeconds: [],
  expectedFalseAlarmsPerWeek: 0.2,
  ...changes,
});

it('asks for nothing when nothing is wrong', () => {
  expect(explainQuality(card({}), 60)).toEqual({ meaning: expect.stringContaining('180 samples'), remedy: null });
});

it('tells a series that is still growing from one that gets no samples', () => {
  const growing = explainQuality(card({ quality: 'thin' }), 60);
  expect(growing.meaning).toContain('180 samples of 3 h');
  expect(growing.remedy).toContain('better by itself');
  expect(explainQuality(card({ quality: 'thin', samples: 20 }), 60).remedy).toContain('needs 60 samples');
});

it.each([
  ['flat', 'never moved', 'smallest deviation'],
  ['stale', 'ends at 2026-03-02T03:00:00.000Z', 'Retrain it'],
] as const)('says of a %s model what it means and what to do', (quality, meaning, remedy) => {
  expect(explainQuality(card({ quality }), 60)).toEqual({
    meaning: expect.stringContaining(meaning),
    remedy: expect.stringContaining(remedy),
  });
});

it('says what is missing before anything was learned', () => {
  expect(explainQuality(null, 60).remedy).toContain('60 samples');
});

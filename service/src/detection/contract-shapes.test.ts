import { modelCard } from '@vigil/contract';
import { expect, it } from 'vitest';
import { fitModel } from '../detectors/index.ts';
import { toModelCardShape } from './contract-shapes.ts';

const minuteMs = 60_000;
const fromMs = Date.parse('2026-03-02T00:00:00.000Z');

it('tells of an incident that lasts as far as it was known when the model was trained', () => {
  const timestampsMs = Float64Array.from({ length: 600 }, (_, index) => fromMs + index * minuteMs);
  const incident = { fromMs: fromMs + 500 * minuteMs, toMs: Number.MAX_SAFE_INTEGER, reason: 'incident 7' };
  const { card } = fitModel({ timestampsMs, values: timestampsMs.map(Math.sin) }, { maskedWindows: [incident] });
  const trainedAt = new Date(fromMs + 600 * minuteMs);
  const { maskedWindows } = modelCard.parse(toModelCardShape(card, trainedAt, trainedAt));
  expect(maskedWindows).toEqual([
    { from: '2026-03-02T08:20:00.000Z', to: '2026-03-02T10:00:00.000Z', reason: 'incident 7' },
  ]);
});

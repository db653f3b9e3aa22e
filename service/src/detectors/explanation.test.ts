import { describe, expect, it } from 'vitest';
import { scorePoints } from './batch.ts';
import type { ScoreReason } from './detector.ts';
import { ensemble } from './ensemble/ensemble.ts';
import { explainPoint } from './explanation.ts';
import { qualityAt } from './model-card.ts';
import { syntheticSeries } from './synthetic-series.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 5);
const LIVE_MS = START_MS + 168 * HOUR_MS;
const series = { title: 'p99 latency', formatValue: (value: number) => `${value.toFixed(2)} s` };
const history = syntheticSeries('latency', START_MS, LIVE_MS, 60_000);

describe('explainPoint', () => {
  const model = ensemble.fit(history, {
    maskedWindows: [{ fromMs: START_MS, toMs: START_MS + HOUR_MS, reason: 'incident' }],
  });

  it('says what is seen, what was expected, what is ordinary, and what it learned from', () => {
    const explanation = explainPoint(model.fork().score(LIVE_MS + HOUR_MS, 0.9), model.card, series);
    expect(explanation.summary).toMatch(
      /^p99 latency is 0\.90 s, above what is usual at this hour: 0\.0\d s expected, -?0\.\d\d s to 0\.\d\d s is ordinary\. .+ accounts for \d+ % of it\.$/
    );
    expect(explanation.model).toBe(
      'ensemble model learned from 10019 samples over 7 days, 61 samples of known trouble left out, repeats every 1 day and 7 days'
    );
    expect(explanation.features).toHaveLength(5);
  });

  it('is surer when the methods agree and when there was enough to learn from', () => {
    const point = model.fork().score(LIVE_MS + HOUR_MS, 0.9);
    const confidenceOf = (agreed: boolean, quality: 'healthy' | 'thin') =>
      explainPoint({ ...point, agreed }, { ...model.card, quality }, series).confidence;
    expect(confidenceOf(true, 'healthy')).toBe(1);
    expect(confidenceOf(false, 'healthy')).toBeLessThan(1);
    expect(confidenceOf(true, 'thin')).toBeLessThan(confidenceOf(true, 'healthy'));
  });

  it('has a sentence for a value that is missing and for one that is ordinary', () => {
    const [ordinary, missing] = scorePoints(model, {
      timestampsMs: Float64Array.of(LIVE_MS, LIVE_MS + HOUR_MS),
      values: Float64Array.of(0.07, Number.NaN),
    }).map((point) => explainPoint(point, model.card, series).summary);
    expect(ordinary).toMatch(/^p99 latency is 0\.07 s, as usual: 0\.\d\d s expected/);
    expect(missing).toMatch(/^p99 latency has no values any more; they used to come every 1 minute\./);
  });
});

describe('every reason', () => {
  const { card } = ensemble.fit(history);
  const point = { timestampMs: LIVE_MS, value: 0.4, score: 1.5, expected: 0.08, lower: 0.01, upper: 0.2 };
  const summaryOf = (reason: ScoreReason, onsetMs: number | null = null) =>
    explainPoint({ ...point, reason, onsetMs, agreed: true, features: [] }, card, series).summary;

  it.each<readonly [ScoreReason, RegExp]>([
    ['level-shift', /moved to another level since 2026-01-12 00:00 UTC: 0\.40 s: 0\.08 s expected/],
    ['trend-break', /drifting away from its course since 2026-01-12 00:00 UTC: 0\.40 s: 0\.08 s expected/],
    ['waveform', /another pattern than it used to since 2026-01-12 00:00 UTC, around 0\.40 s/],
    ['log-silence', /fell silent at a time when there are always log lines: 0\.08 s expected/],
    ['trace-silence', /fell silent at a time when there are always spans: 0\.08 s expected/],
    ['stuck-counter', /no longer counts, at a time when it always does: 0\.08 s expected/],
    ['target-gone', /its target is gone; they used to come every 1 minute/],
    ['label-set-gone', /while others like it do; they used to come every 1 minute/],
  ])('%s has a sentence with what was expected', (reason, words) => {
    expect(summaryOf(reason, LIVE_MS)).toMatch(words);
  });
});

describe('qualityAt', () => {
  it('turns stale two days after training', () => {
    const { card } = ensemble.fit(history);
    expect(qualityAt(card, LIVE_MS + 47 * HOUR_MS)).toBe('healthy');
    expect(qualityAt(card, LIVE_MS + 49 * HOUR_MS)).toBe('stale');
  });
});

import { describe, expect, it } from 'vitest';
import { scorePoints } from '../batch.ts';
import type { ScoredPoint, Series } from '../detector.ts';
import { ensemble } from '../ensemble/ensemble.ts';
import { seededRandom } from '../random.ts';
import { waveform } from './waveform.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 0, 5);
const LIVE_MS = START_MS + 7 * DAY_MS;
const FAULT_MS = LIVE_MS + 8 * HOUR_MS;
const random = seededRandom(5);

function series(fromMs: number, toMs: number, valueAt: (minute: number) => number): Series {
  const length = (toMs - fromMs) / MINUTE_MS;
  const timestampsMs = Float64Array.from({ length }, (_, index) => fromMs + index * MINUTE_MS);
  return { timestampsMs, values: timestampsMs.map((timestampMs) => valueAt(timestampMs / MINUTE_MS)) };
}

const wave = (periodMinutes: number) => (minute: number) =>
  50 + 10 * Math.sin((2 * Math.PI * minute) / periodMinutes) + (random() - 0.5);
const noise = () => 50 + 6 * (random() + random() + random() - 1.5);
const changingTo = (before: (minute: number) => number, after: (minute: number) => number): Series =>
  series(LIVE_MS, LIVE_MS + DAY_MS, (minute) => (minute * MINUTE_MS < FAULT_MS ? before(minute) : after(minute)));

function isAnomalous({ score }: ScoredPoint): boolean {
  return score !== null && score >= 1;
}

const cases: ReadonlyArray<readonly [string, (minute: number) => number, (minute: number) => number, number]> = [
  ['a rhythm that stops in the middle of its range', wave(30), () => 50 + (random() - 0.5), 2],
  ['a rhythm that becomes faster', wave(30), wave(11), 2],
  ['a rhythm that becomes slower', wave(20), wave(47), 2],
  ['noise that begins to oscillate', noise, (minute) => 50 + 4 * Math.sin((2 * Math.PI * minute) / 12), 2],
  ['noise that becomes calm', noise, () => 50 + (random() - 0.5), 2],
];

describe.each([waveform, ensemble])('$kind', (factory) => {
  it.each(cases)('finds %s, within hours and to its end', (_, before, after, hours) => {
    const model = factory.fit(series(START_MS, LIVE_MS, before));
    const points = scorePoints(model, changingTo(before, after));
    const first = points.find(isAnomalous)!;
    expect(first.timestampMs).toBeGreaterThan(FAULT_MS);
    expect(first.timestampMs - FAULT_MS).toBeLessThan(hours * HOUR_MS);
    expect(points.slice(-6 * 60).every(isAnomalous)).toBe(true);
    expect(points.every(({ score }) => score! < 2)).toBe(true);
  });

  it.each([
    ['a rhythm', wave(30)],
    ['noise', noise],
  ])('keeps quiet for weeks on %s that goes on', (_, same) => {
    const model = factory.fit(series(START_MS, LIVE_MS, same));
    expect(scorePoints(model, series(LIVE_MS, LIVE_MS + 21 * DAY_MS, same)).filter(isAnomalous)).toEqual([]);
  });
});

it('says which aspect has changed, and by how much', () => {
  const model = ensemble.fit(series(START_MS, LIVE_MS, wave(30)));
  const point = scorePoints(model, changingTo(wave(30), wave(11))).find(isAnomalous)!;
  expect(point.reason).toBe('waveform');
  expect(['rhythm', 'roughness']).toContain(point.features[0]!.name);
  expect(point.features[0]!.expected).toBe(1);
});

it.each([{ direction: 'up' as const }, { minDeviation: 5 }, { minRelativeDeviation: 0.1 }])(
  'does not mind the shape where somebody has said what matters: %j',
  (options) => {
    const model = ensemble.fit(series(START_MS, LIVE_MS, wave(30)), options);
    expect(scorePoints(model, changingTo(wave(30), wave(11))).filter(isAnomalous)).toEqual([]);
  }
);

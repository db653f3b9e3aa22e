import { describe, expect, it } from 'vitest';
import { absence } from '../absence/absence.ts';
import { scorePoints } from '../batch.ts';
import { clockOf } from '../calendar/local-clock.ts';
import type { ScoredPoint, Series } from '../detector.ts';
import { ensemble } from '../ensemble/ensemble.ts';
import { seededRandom } from '../random.ts';
import { seasonalBand } from './seasonal-band.ts';

const STEP_MS = 300_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const timeZone = 'Europe/Berlin';
const clock = clockOf(timeZone);

/** Busy from eight to eighteen on the wall clock in Berlin, a third of it at weekends, silent at night. */
function office(fromMs: number, toMs: number, closedDays: readonly string[] = []): Series {
  const random = seededRandom(fromMs / STEP_MS);
  const timestampsMs = Float64Array.from({ length: (toMs - fromMs) / STEP_MS }, (_, index) => fromMs + index * STEP_MS);
  return {
    timestampsMs,
    values: timestampsMs.map((timestampMs) => {
      const local = new Date(clock.localMs(timestampMs));
      const isClosed = local.getUTCDay() % 6 === 0 || closedDays.includes(local.toISOString().slice(0, 10));
      const isOpen = local.getUTCHours() >= 8 && local.getUTCHours() < 18;
      return isOpen ? (isClosed ? 30 : 100) * (1 + 0.05 * (random() - 0.5)) : 0;
    }),
  };
}

function alarms(points: readonly ScoredPoint[]): number {
  return points.filter(({ score }) => score !== null && score >= 1).length;
}

describe('seasons on the wall clock', () => {
  /** Clocks go forward on 29 March 2026. */
  const changeMs = Date.parse('2026-03-29T01:00Z');
  const history = office(changeMs - 14 * DAY_MS, changeMs);
  const monday = office(changeMs + 21 * HOUR_MS, changeMs + 45 * HOUR_MS);
  const options = { trainingWindowMs: 14 * DAY_MS };

  it.each([seasonalBand, absence, ensemble])('$kind is not woken by clocks that change', (factory) => {
    expect(alarms(scorePoints(factory.fit(history, { ...options, timeZone }), monday))).toBe(0);
  });

  it('would be without the zone', () => {
    expect(alarms(scorePoints(ensemble.fit(history, options), monday))).toBeGreaterThan(5);
  });
});

describe('holidays', () => {
  const startMs = Date.parse('2026-12-06T23:00Z');
  const history = office(startMs, startMs + 14 * DAY_MS);
  const christmas = ['2026-12-25'];
  const friday = office(Date.parse('2026-12-24T23:00Z'), Date.parse('2026-12-25T23:00Z'), christmas);
  const options = { trainingWindowMs: 14 * DAY_MS, timeZone };

  it('may be as Sundays are, and as the weekday is', () => {
    const model = ensemble.fit(history, { ...options, holidays: christmas });
    expect(alarms(scorePoints(model, friday))).toBe(0);
    const open = office(Date.parse('2026-12-24T23:00Z'), Date.parse('2026-12-25T23:00Z'));
    expect(alarms(scorePoints(model, open))).toBe(0);
    expect(alarms(scorePoints(ensemble.fit(history, options), friday))).toBeGreaterThan(50);
  });

  it('are still no excuse for what is neither', () => {
    const model = ensemble.fit(history, { ...options, holidays: christmas });
    const broken = { ...friday, values: friday.values.map((value) => value * 10) };
    expect(alarms(scorePoints(model, broken))).toBeGreaterThan(50);
  });

  it('are not learned from', () => {
    const past = office(startMs, startMs + 14 * DAY_MS, ['2026-12-15']);
    const { card } = ensemble.fit(past, { ...options, holidays: ['2026-12-15'] });
    expect(card.maskedWindows.map(({ reason }) => reason)).toEqual(['holiday 2026-12-15']);
    expect(card.maskedSamples).toBe(288);
  });
});

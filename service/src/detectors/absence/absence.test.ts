import { describe, expect, it } from 'vitest';
import { absence } from './absence.ts';
import { scorePoints } from '../batch.ts';
import type { ScoredPoint, Series } from '../detector.ts';
import { syntheticSeries, withFault } from '../synthetic-series.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 0, 5);
const LIVE_MS = START_MS + 7 * DAY_MS;
const history = syntheticSeries('traffic', START_MS, LIVE_MS, MINUTE_MS);
const day = syntheticSeries('traffic', LIVE_MS, LIVE_MS + DAY_MS, MINUTE_MS);

/** Silent between midnight and six, with or without samples. */
function sleeping(series: Series, asleep: number): Series {
  const isNight = (timestampMs: number) => timestampMs % DAY_MS < 6 * HOUR_MS;
  return {
    ...series,
    values: series.values.map((value, index) => (isNight(series.timestampsMs[index]!) ? asleep : value)),
  };
}

function firstAlarm(points: readonly ScoredPoint[]): ScoredPoint | undefined {
  return points.find((point) => point.score !== null && point.score >= 1);
}

describe('absence', () => {
  it('finds nothing on a live series', () => {
    expect(firstAlarm(scorePoints(absence.fit(history), day))).toBeUndefined();
  });

  it.each([2, 14])('calls a drop to zero at %i h critical at once', (hour) => {
    const faultMs = LIVE_MS + hour * HOUR_MS;
    const alarm = firstAlarm(
      scorePoints(
        absence.fit(history),
        withFault(day, faultMs, faultMs + HOUR_MS, () => 0)
      )
    );
    expect(alarm).toMatchObject({ timestampMs: faultMs, score: 2, reason: 'drop-to-zero', agreed: true });
  });

  it('takes silence for normal at hours that are always silent, and for a drop at others', () => {
    const model = absence.fit(sleeping(history, 0));
    expect(firstAlarm(scorePoints(model, sleeping(day, 0)))).toBeUndefined();
    const faultMs = LIVE_MS + 10 * HOUR_MS;
    const broken = withFault(sleeping(day, 0), faultMs, faultMs + HOUR_MS, () => 0);
    expect(firstAlarm(scorePoints(model, broken))?.timestampMs).toBe(faultMs);
  });

  it('does not unlearn the drop from one silent day', () => {
    const outage = withFault(history, START_MS + 2 * DAY_MS, START_MS + 3 * DAY_MS, () => 0);
    const faultMs = LIVE_MS + 14 * HOUR_MS;
    const broken = withFault(day, faultMs, faultMs + HOUR_MS, () => 0);
    expect(firstAlarm(scorePoints(absence.fit(outage), broken))?.reason).toBe('drop-to-zero');
  });

  it('leaves drops alone where only rises matter', () => {
    const broken = withFault(day, LIVE_MS, LIVE_MS + 20 * MINUTE_MS, () => 0);
    expect(firstAlarm(scorePoints(absence.fit(history, { direction: 'up' }), broken))).toBeUndefined();
  });

  it('calls a series gone when values are missing for twice the longest gap', () => {
    const goneMs = LIVE_MS + HOUR_MS;
    const alarm = firstAlarm(
      scorePoints(
        absence.fit(history),
        withFault(day, goneMs, LIVE_MS + DAY_MS, () => Number.NaN)
      )
    );
    expect(alarm).toMatchObject({ value: null, reason: 'gone', timestampMs: goneMs + MINUTE_MS });
  });

  it('tolerates gaps as long as those it has seen, and hours that never have values', () => {
    const holed = withFault(history, START_MS + DAY_MS, START_MS + DAY_MS + 20 * MINUTE_MS, () => Number.NaN);
    const pause = withFault(day, LIVE_MS + 8 * HOUR_MS, LIVE_MS + 8 * HOUR_MS + 20 * MINUTE_MS, () => Number.NaN);
    expect(firstAlarm(scorePoints(absence.fit(history), pause))?.reason).toBe('gone');
    expect(firstAlarm(scorePoints(absence.fit(holed), pause))).toBeUndefined();
    const nightless = absence.fit(sleeping(history, Number.NaN));
    expect(firstAlarm(scorePoints(nightless, sleeping(day, Number.NaN)))).toBeUndefined();
  });

  it('calls the very same value for long stuck', () => {
    const frozenMs = LIVE_MS + 9 * HOUR_MS;
    const alarm = firstAlarm(
      scorePoints(
        absence.fit(history),
        withFault(day, frozenMs, LIVE_MS + DAY_MS, () => 77)
      )
    );
    expect(alarm?.reason).toBe('stuck');
    expect(alarm!.timestampMs - frozenMs).toBeLessThanOrEqual(30 * MINUTE_MS);
  });

  it('calls collapsed variation a flatline', () => {
    const calmMs = LIVE_MS + 9 * HOUR_MS;
    let wiggle = 0;
    const calm = withFault(day, calmMs, LIVE_MS + DAY_MS, () => 77 + (wiggle++ % 2) * 1e-3);
    expect(firstAlarm(scorePoints(absence.fit(history), calm))?.reason).toBe('flatline');
  });

  it('takes zeros for normal in a ratio that is nearly always zero', () => {
    const ratios = syntheticSeries('error-ratio', START_MS, LIVE_MS, MINUTE_MS);
    const zeros = withFault(ratios, START_MS, LIVE_MS, () => 0);
    const live = { timestampsMs: zeros.timestampsMs.map((at) => at + 7 * DAY_MS), values: zeros.values };
    const points = scorePoints(absence.fit(ratios), live).slice(0, 120);
    expect(firstAlarm(points)).toBeUndefined();
  });
});

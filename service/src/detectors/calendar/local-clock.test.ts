import { describe, expect, it } from 'vitest';
import { holidayWindows, isCalendarDay } from './holidays.ts';
import { clockOf, isTimeZone, onSunday } from './local-clock.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function wallClock(timeZone: string, instant: string): string {
  return new Date(clockOf(timeZone).localMs(Date.parse(instant))).toISOString().slice(0, 16);
}

describe('local clock', () => {
  it.each([
    ['UTC', '2026-07-01T12:00Z', '2026-07-01T12:00'],
    ['Europe/Berlin', '2026-01-15T12:00Z', '2026-01-15T13:00'],
    ['Europe/Berlin', '2026-03-29T00:59Z', '2026-03-29T01:59'],
    ['Europe/Berlin', '2026-03-29T01:00Z', '2026-03-29T03:00'],
    ['Europe/Berlin', '2026-10-25T00:59Z', '2026-10-25T02:59'],
    ['Europe/Berlin', '2026-10-25T01:00Z', '2026-10-25T02:00'],
    ['America/New_York', '2026-11-01T06:00Z', '2026-11-01T01:00'],
    ['Asia/Kolkata', '2026-07-01T20:00Z', '2026-07-02T01:30'],
    ['Australia/Lord_Howe', '2026-04-04T15:30Z', '2026-04-05T02:00'],
  ])('shows what the clocks in %s show at %s', (timeZone, instant, expected) => {
    expect(wallClock(timeZone, instant)).toBe(expected);
  });

  it('agrees with the runtime at every hour of a year', () => {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' });
    for (let hour = 0; hour < 365 * 24; hour++) {
      const atMs = Date.UTC(2026, 0, 1) + hour * HOUR_MS;
      const local = new Date(clockOf('Europe/Berlin').localMs(atMs)).getUTCHours();
      expect(local).toBe(Number(format.format(atMs)));
    }
  });

  it('finds the instant of a time on the wall clock', () => {
    const clock = clockOf('America/New_York');
    for (const day of [10, 100, 200, 300]) {
      const instantMs = Date.UTC(2026, 0, day, 5);
      expect(clock.instantOf(clock.localMs(instantMs))).toBe(instantMs);
    }
  });

  it('knows a zone from a word', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Berlin')).toBe(false);
  });

  it('goes back to the Sunday before', () => {
    const wednesdayMs = Date.UTC(2026, 0, 7, 15);
    expect(new Date(onSunday(wednesdayMs)).toISOString()).toBe('2026-01-04T15:00:00.000Z');
    expect(onSunday(Date.UTC(2026, 0, 4))).toBe(Date.UTC(2026, 0, 4));
    expect(onSunday(-3 * DAY_MS)).toBe(-4 * DAY_MS);
  });
});

describe('holidays', () => {
  it('last from midnight to midnight where they are, also when clocks change on that day', () => {
    const calendar = { timeZone: 'Europe/Berlin', holidays: ['2026-03-29', '2026-12-25'] };
    expect(holidayWindows(calendar)).toEqual([
      {
        fromMs: Date.parse('2026-03-28T23:00Z'),
        toMs: Date.parse('2026-03-29T22:00Z') - 1,
        reason: 'holiday 2026-03-29',
      },
      {
        fromMs: Date.parse('2026-12-24T23:00Z'),
        toMs: Date.parse('2026-12-25T23:00Z') - 1,
        reason: 'holiday 2026-12-25',
      },
    ]);
  });

  it.each([
    ['2026-12-25', true],
    ['2026-02-30', false],
    ['25.12.2026', false],
    ['2026-1-1', false],
  ])('takes %s for a day: %s', (text, expected) => {
    expect(isCalendarDay(text)).toBe(expected);
  });
});

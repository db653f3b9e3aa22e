import { expect, it } from 'vitest';
import { SameTimeOfDay } from './same-time-of-day.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** A busy hour from 09:00. */
const busyHour = (minute: number): number => (minute % 1440 >= 540 && minute % 1440 < 600 ? 100 : 10);

function afterDays(days: number, daysBefore: readonly number[] = [1, 2, 3, 4, 5, 6, 7]): SameTimeOfDay {
  const sameTime = new SameTimeOfDay(MINUTE_MS, daysBefore, 8);
  for (let minute = 0; minute < days * 1440; minute++) {
    sameTime.add(minute * MINUTE_MS, busyHour(minute));
  }
  return sameTime;
}

it('tells a value that is usual at one time from the same value at another', () => {
  const sameTime = afterDays(3);
  expect(sameTime.distance(3 * DAY_MS + 550 * MINUTE_MS, 100)).toBe(0);
  expect(sameTime.distance(3 * DAY_MS + 800 * MINUTE_MS, 100)).toBe(90);
});

it('lets a day begin four steps early or late, not five', () => {
  const sameTime = afterDays(3);
  expect(sameTime.distance(3 * DAY_MS + 536 * MINUTE_MS, 100)).toBe(0);
  expect(sameTime.distance(3 * DAY_MS + 535 * MINUTE_MS, 100)).toBe(90);
});

it('is not moved by one strange day among several', () => {
  const sameTime = afterDays(4);
  sameTime.add(3 * DAY_MS + 800 * MINUTE_MS, 5000);
  expect(sameTime.distance(4 * DAY_MS + 800 * MINUTE_MS, 10)).toBe(0);
});

it('knows nothing on the first day', () => {
  expect(afterDays(0.5).distance(DAY_MS / 2, 1e6)).toBeNaN();
});

it('compares with days to come where it is told to', () => {
  const sameTime = afterDays(3, [-1, -2]);
  expect(sameTime.distance(800 * MINUTE_MS, 100)).toBe(90);
});

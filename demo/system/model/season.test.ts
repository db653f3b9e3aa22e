import { describe, expect, it } from 'vitest';
import { seasonAt } from './season.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const monday = Date.UTC(2026, 10, 16);
const saturday = monday + 5 * dayMs;

describe('seasonAt', () => {
  it('is the same at the same time of the week', () => {
    for (let hour = 0; hour < 7 * 24; hour++) {
      const timeMs = monday + hour * hourMs;
      expect(seasonAt(timeMs + 7 * dayMs)).toBeCloseTo(seasonAt(timeMs), 10);
    }
  });

  it('is highest in the early afternoon and lowest at night', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => seasonAt(monday + dayMs + hour * hourMs));
    expect(hours.indexOf(Math.max(...hours))).toBe(14);
    expect([23, 0, 1, 2, 3, 4, 5]).toContain(hours.indexOf(Math.min(...hours)));
    expect(Math.max(...hours) / Math.min(...hours)).toBeGreaterThan(1.5);
  });

  it('is lower on a weekend at the same hour', () => {
    const noon = 12 * hourMs;
    expect(seasonAt(saturday + noon) / seasonAt(monday + noon)).toBeCloseTo(0.84, 5);
  });

  it('averages to about one on a weekday', () => {
    const values = Array.from({ length: 1440 }, (_, minute) => seasonAt(monday + dayMs + minute * minuteMs));
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(1, 2);
  });

  it('never jumps, not even where a weekend begins', () => {
    for (let minute = 0; minute < 7 * 1440; minute++) {
      const timeMs = monday + minute * minuteMs;
      expect(Math.abs(seasonAt(timeMs + minuteMs) - seasonAt(timeMs))).toBeLessThan(0.004);
    }
  });
});

import { formatDuration, formatElapsed, formatSince } from './formatInstant';

describe('lengths of time', () => {
  it.each([
    [0, '0 ms'],
    [420, '420 ms'],
    [15_000, '15 s'],
    [70_000, '1 min 10 s'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [90_000_000, '1 d 1 h'],
  ])('%i ms read as "%s"', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it('run until now while there is no end', () => {
    expect(formatElapsed('2026-03-02T10:00:00Z', null, Date.parse('2026-03-02T10:04:00Z'))).toBe('4 min');
  });
});

describe('the start of an outage', () => {
  const nowMs = Date.parse('2026-03-02T10:10:00Z');

  it('is a time of today', () => {
    expect(formatSince('2026-03-02T10:04:00Z', nowMs)).toBe('10:04');
  });

  it('has its date when it was another day', () => {
    expect(formatSince('2026-03-01T10:04:00Z', nowMs)).toBe('2026-03-01 10:04');
  });
});

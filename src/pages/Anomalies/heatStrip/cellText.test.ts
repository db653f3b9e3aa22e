import { shareText, spanText } from './cellText';

it.each([
  [0, '0 %'],
  [0.0004, '< 0.1 %'],
  [0.031, '3.1 %'],
  [0.44, '44 %'],
  [1, '100 %'],
])('writes a share of %s as %s', (share, text) => expect(shareText(share)).toBe(text));

it('writes the date of the end only where it is another day', () => {
  const atMs = Date.parse('2026-03-02T23:00:00.000Z');
  expect(spanText(atMs, atMs + 600_000)).toBe('2026-03-02 23:00 – 23:10');
  expect(spanText(atMs, atMs + 7_200_000)).toBe('2026-03-02 23:00 – 2026-03-03 01:00');
});

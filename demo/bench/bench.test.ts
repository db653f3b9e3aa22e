import { expect, test } from 'vitest';
import { rollingZScores } from './rolling-z-score.ts';
import { areaUnderCurve, labelledSeries } from './labelled-series.ts';
import { logLines } from './log-lines.ts';
import { formatResults } from './results.ts';
import { compare, formatRows, missesLimit, withoutReference } from './row.ts';

test('a row names its reference with its figure and divides by it', () => {
  expect(compare('scoring', 'points/s', 500_000, { name: 'yardstick', value: 2_000_000 })).toEqual({
    name: 'scoring',
    value: 500_000,
    unit: 'points/s',
    reference: 'yardstick: 2000000 points/s',
    ratio: 0.25,
    limit: null,
  });
});

test('the rolling z-score of the last point uses only the window', () => {
  const scores = rollingZScores(Float64Array.of(1000, 1, 3, 1, 3, 10), 5);

  const mean = (1 + 3 + 1 + 3 + 10) / 5;
  const deviation = Math.sqrt((1 + 9 + 1 + 9 + 100) / 5 - mean ** 2);
  expect(scores[5]).toBeCloseTo((10 - mean) / deviation, 9);
});

test('a constant series has no rolling z-score', () => {
  expect([...rollingZScores(new Float64Array(10).fill(7), 3)]).toEqual(new Array(10).fill(0));
});

test('a limit is on the ratio, and without a reference there is nothing to miss', () => {
  const reference = { name: 'yardstick', value: 100 };

  expect(missesLimit(compare('a', 's', 1500, reference, { atLeast: 15 }))).toBe(false);
  expect(missesLimit(compare('a', 's', 1499, reference, { atLeast: 15 }))).toBe(true);
  expect(missesLimit(compare('a', 's', 160, reference, { atMost: 1.5 }))).toBe(true);
  expect(missesLimit(withoutReference('a', 's', 160, 'no Python here'))).toBe(false);
});

test('rows are printed in aligned columns under their heading', () => {
  const rows = [
    compare('scoring', 's', 5, { name: 'scrape interval', value: 5 }, { atMost: 0.5 }),
    withoutReference('a', 's', 12, 'no Python here'),
  ];

  expect(formatRows(rows)).toBe(
    [
      'name     value  unit  ratio  limit         reference',
      'scoring  5      s     1      ≤ 0.5 MISSED  scrape interval: 5 s',
      'a        12     s     -      -             no Python here',
    ].join('\n')
  );
});

test('the document says from what run the figures are', () => {
  const run = { command: 'npm run bench', date: '2026-03-02', commit: 'abc1234', cores: 2, load: 7 };
  const row = compare('scoring', 's', 5, { name: 'scrape interval', value: 5 });

  expect(formatResults(run, [row]).split('\n').slice(2, 9)).toEqual([
    '`npm run bench`',
    '',
    `Date 2026-03-02, commit abc1234, Node ${process.versions.node}, 2 cores, load 7.`,
    '',
    '| name    | value | unit | ratio | limit | reference            |',
    '| ------- | ----- | ---- | ----- | ----- | -------------------- |',
    '| scoring | 5     | s    | 1     | -     | scrape interval: 5 s |',
  ]);
});

test('the area under the curve counts pairs, and ties by half', () => {
  const labels = Uint8Array.of(0, 0, 1, 1);

  expect(areaUnderCurve(Float64Array.of(1, 2, 3, 4), labels)).toBe(1);
  expect(areaUnderCurve(Float64Array.of(4, 3, 2, 1), labels)).toBe(0);
  expect(areaUnderCurve(Float64Array.of(1, 3, 2, 3), labels)).toBe(0.625);
});

test('labelled series and log lines are the same in every run', () => {
  const [one, again, other] = [labelledSeries(1, 1440), labelledSeries(1, 1440), labelledSeries(2, 1440)];

  expect(one).toEqual(again);
  expect(one.series.values).not.toEqual(other.series.values);
  expect(one.labels.reduce((sum, label) => sum + label, 0)).toBeGreaterThan(20);
  expect(logLines(50)).toEqual(logLines(50));
  expect(logLines(50).join('\n')).not.toContain('%');
});

import { expect, it } from 'vitest';
import type { MetricSeries, TimeRange } from '../telemetry.ts';
import { queryInPieces } from './query-in-pieces.ts';

const minuteMs = 60_000;

function seriesOver({ fromMs, toMs }: TimeRange, name: string): MetricSeries {
  const length = Math.floor((toMs - fromMs) / minuteMs) + 1;
  const timestampsMs = new Float64Array(length).map((_, index) => fromMs + index * minuteMs);
  return { labels: { name }, timestampsMs, values: timestampsMs.map((timestampMs) => timestampMs / minuteMs) };
}

it('asks once for a range that one answer holds', async () => {
  const asked: TimeRange[] = [];
  const range = { fromMs: 0, toMs: 119 * minuteMs };

  const [series] = await queryInPieces(range, 60, async (piece) => {
    asked.push(piece);
    return [seriesOver(piece, 'a')];
  });

  expect(asked).toEqual([range]);
  expect(series?.values).toHaveLength(120);
});

it('asks for pieces that are shorter the more series there are, on one grid without gaps or repetitions', async () => {
  const range = { fromMs: 0, toMs: 1_439 * minuteMs };
  const pointsAsked: number[] = [];
  const names = Array.from({ length: 1_000 }, (_, index) => `series ${index}`);

  const joined = await queryInPieces(range, 60, async (piece) => {
    const answer = names.map((name) => seriesOver(piece, name));
    pointsAsked.push(answer[0]!.values.length);
    return answer;
  });

  expect(pointsAsked).toEqual([120, ...new Array<number>(33).fill(40)]);
  expect(joined).toHaveLength(1_000);
  expect([...joined[999]!.values]).toEqual(Array.from({ length: 1_440 }, (_, index) => index));
});

it('joins series that come late, stop, or are named in another order', async () => {
  const range = { fromMs: 0, toMs: 999 * minuteMs };

  const joined = await queryInPieces(range, 60, async (piece) =>
    piece.fromMs === 0 ? [seriesOver(piece, 'stops')] : [seriesOver(piece, 'late')]
  );

  expect(joined.map(({ labels, values }) => [labels['name'], values[0], values.length])).toEqual([
    ['stops', 0, 120],
    ['late', 120, 880],
  ]);
});

it('takes every instant once when a server answers more than it was asked', async () => {
  const range = { fromMs: 0, toMs: 299 * minuteMs };

  const [series] = await queryInPieces(range, 60, async (piece) => [
    seriesOver({ ...piece, toMs: piece.toMs + 5 * minuteMs }, 'a'),
  ]);

  expect([...series!.timestampsMs]).toEqual(Array.from({ length: 300 }, (_, index) => index * minuteMs));
});

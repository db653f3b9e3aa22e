import { expect, it } from 'vitest';
import { emptyRecording, metricsOf, recordedIncident, requestTraces } from './recorded-fixture.ts';
import { rankRecorded } from './rank-recorded.ts';

it('holds the service responsible whose processor time grew', () => {
  const [first] = rankRecorded(
    recordedIncident({
      normal: { ...emptyRecording, metrics: metricsOf({ 'shop|cpu': steady(30), 'db|cpu': steady(30) }) },
      observed: { ...emptyRecording, metrics: metricsOf({ 'shop|cpu': steady(10), 'db|cpu': grownAt(10, 5) }) },
    })
  );
  expect(first).toMatchObject({ service: 'db', kind: 'cpu', metric: 'cpu' });
  expect(first!.score).toBeGreaterThan(0.5);
});

it('blames memory that grew rather than the processor time it costs', () => {
  const [first] = rankRecorded(
    recordedIncident({
      normal: { ...emptyRecording, metrics: metricsOf({ 'db|cpu': steady(30), 'db|mem': steady(30) }) },
      observed: { ...emptyRecording, metrics: metricsOf({ 'db|cpu': grownAt(10, 5), 'db|mem': grownAt(10, 5) }) },
    })
  );
  expect(first).toMatchObject({ service: 'db', kind: 'mem', metric: 'mem' });
});

it('finds the service all of whose links are slow', () => {
  const [first] = rankRecorded(
    recordedIncident({
      normal: { ...emptyRecording, spans: requestTraces({ fromMs: 0, count: 20 }) },
      observed: { ...emptyRecording, spans: requestTraces({ fromMs: 600_000, count: 20, underWayMs: { cart: 300 } }) },
    })
  );
  expect(first).toMatchObject({ service: 'cart', kind: 'network' });
});

it('finds the operation that no longer calls what it called', () => {
  const [first] = rankRecorded(
    recordedIncident({
      normal: { ...emptyRecording, spans: requestTraces({ fromMs: 0, count: 20 }) },
      observed: { ...emptyRecording, spans: requestTraces({ fromMs: 600_000, count: 20, withoutQuery: true }) },
    })
  );
  expect(first).toMatchObject({ service: 'cart', kind: 'code' });
  expect(first!.metric).toContain('call of db scan (missing)');
});

it('has no opinion on a recording that is as usual', () => {
  const usual = { ...emptyRecording, metrics: metricsOf({ 'shop|cpu': steady(30), 'db|cpu': steady(30) }) };
  const ranking = rankRecorded(recordedIncident({ normal: usual, observed: usual }));
  expect(ranking.map(({ service }) => service).toSorted()).toEqual(['cart', 'db', 'shop']);
  expect(Math.max(...ranking.map(({ score }) => score))).toBeLessThan(0.2);
});

it('ranks all candidates when nothing is recorded', () => {
  const ranking = rankRecorded(recordedIncident({}));
  expect(ranking).toHaveLength(3);
  expect(ranking.every(({ score }) => score === 0)).toBe(true);
});

function steady(rows: number): number[] {
  return Array.from({ length: rows }, (_, row) => 10 + (row % 3));
}

function grownAt(rows: number, from: number): number[] {
  return steady(rows).map((value, row) => (row >= from ? value * 8 : value));
}

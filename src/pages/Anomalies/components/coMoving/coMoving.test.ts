import type { CorrelatedSeries, Correlation } from '@vigil/contract';
import { golden } from '../../../../test/goldens';
import { labelWords, lagWords, levelWords, relativeWords } from './changeWords';
import { coMovingWindow } from './coMovingWindow';

const [series] = golden<Correlation>('correlation.anomaly').items;
const like = (changes: Partial<CorrelatedSeries>): CorrelatedSeries => ({ ...series, ...changes });

describe('the window of an anomaly', () => {
  const at = (minute: number) => new Date(Date.parse('2026-03-02T10:00:00.000Z') + minute * 60_000).toISOString();
  const windowOf = (onset: number, end: number | null, now: number) =>
    coMovingWindow(at(onset), end === null ? null : at(end), Date.parse(at(now)));

  it('lasts as long as the anomaly, five minutes to an hour', () => {
    expect(windowOf(0, 20, 600)).toEqual({ from: at(0), to: at(20) });
    expect(windowOf(0, 1, 600)).toEqual({ from: at(0), to: at(5) });
    expect(windowOf(0, 300, 600)).toEqual({ from: at(0), to: at(60) });
    expect(windowOf(0, null, 30)).toEqual({ from: at(0), to: at(30) });
  });

  it('begins before an anomaly that has only just begun, and never ends in the future', () => {
    expect(windowOf(0, null, 2)).toEqual({ from: at(-3), to: at(2) });
  });
});

describe('a change in words', () => {
  it('tells the level, the difference and the labels', () => {
    const shown = like({ baselineMedian: 0.24, windowMedian: 2.1, relativeChange: 7.75, unit: 's' });
    expect([levelWords(shown), relativeWords(shown)]).toEqual(['240 ms → 2.10 s', '+775 %']);
    expect(relativeWords(like({ relativeChange: 11 }))).toBe('×12');
    expect(relativeWords(like({ relativeChange: -0.35 }))).toBe('−35 %');
    expect(relativeWords(like({ relativeChange: null }))).toBe('–');
    expect(labelWords(like({ service: 'orders', labels: { service: 'orders', pod: 'a' } }))).toBe('pod=a');
  });

  it('tells what vanished and what is new', () => {
    expect(levelWords(like({ presence: 'vanished', baselineMedian: 2, unit: 's' }))).toBe('2 s, then gone');
    expect(levelWords(like({ presence: 'appeared', windowMedian: 2, unit: 's' }))).toBe('new, 2 s');
  });

  it('tells what moved first', () => {
    const lag = (seconds: number, correlation = 0.9) => lagWords(like({ lag: { seconds, correlation } }));
    expect([lag(-120), lag(30), lag(0), lag(0, -0.8)]).toEqual([
      '2 min before',
      '30 s after',
      'together',
      'together, opposite',
    ]);
    expect(lagWords(like({ lag: null }))).toBe('–');
  });
});

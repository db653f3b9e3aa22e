import { describe, expect, it } from 'vitest';
import { advanceInterval, newIntervalState, type AnomalyInterval } from '../anomaly-interval.ts';
import { scorePoints } from '../batch.ts';
import type { DetectorModel, Series } from '../detector.ts';
import { ensemble } from './ensemble.ts';
import { shapes, syntheticSeries, withFault, type Shape } from '../synthetic-series.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const START_MS = Date.UTC(2026, 0, 5);
const LIVE_MS = START_MS + WEEK_MS;

/** Every interval that opened, as it was last seen. */
function openedIntervals(model: DetectorModel, series: Series): AnomalyInterval[] {
  let state = newIntervalState();
  const opened: AnomalyInterval[] = [];
  for (const point of scorePoints(model, series)) {
    const { state: next, event } = advanceInterval(state, point);
    state = next;
    if (event) {
      opened.splice(event.type === 'opened' ? opened.length : -1, 1, event.interval);
    }
  }
  return opened;
}

function trained(shape: Shape, seed: number): DetectorModel {
  return ensemble.fit(syntheticSeries(shape, START_MS, LIVE_MS, MINUTE_MS, seed));
}

describe('ensemble on clean telemetry', () => {
  it.each(shapes)('opens at most one interval a week on %s, read every 5 s after training at 60 s', (shape) => {
    for (const seed of [11, 12]) {
      const live = syntheticSeries(shape, LIVE_MS, LIVE_MS + WEEK_MS, 5_000, seed);
      expect(openedIntervals(trained(shape, seed), live).length).toBeLessThanOrEqual(1);
    }
  });

  it('states a false-alarm rate and what it was learned from', () => {
    const { card } = trained('latency', 1);
    expect(card).toMatchObject({ quality: 'healthy', samples: 10_080, seasonsMs: [DAY_MS, WEEK_MS] });
    expect(card.expectedFalseAlarmsPerWeek).toBeGreaterThan(0.1);
    expect(card.expectedFalseAlarmsPerWeek).toBeLessThan(0.3);
  });

  it('keeps a series in less than 100 kB', () => {
    for (const shape of shapes) {
      expect(JSON.stringify(trained(shape, 1).snapshot()).length).toBeLessThan(100_000);
    }
  });
});

const faults: ReadonlyArray<readonly [string, Shape, (value: number) => number]> = [
  ['three times the latency', 'latency', (value) => value * 3],
  ['an error ratio of 20 %', 'error-ratio', (value) => value + 0.2],
  ['traffic that drops to zero', 'traffic', () => 0],
  ['four times the traffic', 'traffic', (value) => value * 4],
  ['a fifth of the traffic', 'traffic', (value) => value * 0.2],
  ['2.1 times the traffic', 'traffic', (value) => value * 2.1],
  ['40 % more memory', 'memory', (value) => value * 1.4],
  ['2.5 times the CPU', 'cpu', (value) => value * 2.5],
  ['one more than a constant', 'constant', (value) => value + 1],
];

describe.each(faults)('ensemble on %s', (_, shape, change) => {
  it.each([60_000, 15_000, 5_000])('opens within four points read every %i ms, by day and by night', (stepMs) => {
    for (const hour of [3, 14]) {
      const faultMs = LIVE_MS + hour * HOUR_MS;
      const live = syntheticSeries(shape, faultMs - HOUR_MS, faultMs + HOUR_MS, stepMs, 5);
      const [interval, ...more] = openedIntervals(
        trained(shape, 5),
        withFault(live, faultMs, faultMs + HOUR_MS, change)
      );
      expect(more).toEqual([]);
      expect(interval!.detectedMs - faultMs).toBeLessThan(4 * stepMs);
      expect(interval!.detectedMs).toBeGreaterThanOrEqual(faultMs);
      expect(interval!.agreed).toBe(true);
    }
  });

  it('is one interval that is still open after a day', () => {
    const live = syntheticSeries(shape, LIVE_MS, LIVE_MS + DAY_MS + HOUR_MS, MINUTE_MS, 6);
    const intervals = openedIntervals(trained(shape, 6), withFault(live, LIVE_MS, LIVE_MS + WEEK_MS, change));
    expect(intervals).toHaveLength(1);
    expect(intervals[0]).toMatchObject({ onsetMs: LIVE_MS, endedMs: null });
  });
});

describe('ensemble and what it learned from', () => {
  const slow = (value: number) => value * 6;
  const live = withFault(
    syntheticSeries('latency', LIVE_MS + 3 * DAY_MS, LIVE_MS + 4 * DAY_MS, MINUTE_MS, 2),
    LIVE_MS + 3 * DAY_MS + 14 * HOUR_MS,
    LIVE_MS + 3 * DAY_MS + 15 * HOUR_MS,
    slow
  );
  const lastWeek = { fromMs: START_MS + 3 * DAY_MS + 14 * HOUR_MS, toMs: START_MS + 3 * DAY_MS + 15 * HOUR_MS };
  const history = syntheticSeries('latency', START_MS, LIVE_MS, MINUTE_MS, 2);
  const faulty = withFault(history, lastWeek.fromMs, lastWeek.toMs, slow);
  const peak = (model: DetectorModel) => Math.max(...scorePoints(model, live).map((point) => point.score!));

  it('still finds a fault that it saw at the same hour last week, unlabelled', () => {
    expect(peak(ensemble.fit(faulty))).toBeGreaterThan(0.6 * peak(ensemble.fit(history)));
  });

  it('scores a repeated fault as high as the first when the first was masked', () => {
    const masked = ensemble.fit(faulty, { maskedWindows: [{ ...lastWeek, reason: 'incident' }] });
    expect(peak(masked)).toBeGreaterThan(0.95 * peak(ensemble.fit(history)));
  });

  it('is quiet in the first hours of a new series and finds drops and clear rises', () => {
    const bornMs = START_MS + 8 * HOUR_MS;
    const model = ensemble.fit(syntheticSeries('cpu', bornMs, bornMs + 2 * HOUR_MS, MINUTE_MS, 3));
    const clean = syntheticSeries('cpu', bornMs + 2 * HOUR_MS, bornMs + 8 * HOUR_MS, 15_000, 3);
    expect(model.card.quality).toBe('thin');
    expect(openedIntervals(model, clean)).toEqual([]);
    expect(
      openedIntervals(
        model,
        withFault(clean, bornMs + 3 * HOUR_MS, bornMs + 4 * HOUR_MS, (value) => value * 2.5)
      )
    ).toHaveLength(1);
  });
});

describe('ensemble explanations', () => {
  it('shares a score out among the five features, in the unit of the series', () => {
    const faultMs = LIVE_MS + 14 * HOUR_MS;
    const live = withFault(
      syntheticSeries('latency', faultMs - HOUR_MS, faultMs + HOUR_MS, MINUTE_MS),
      faultMs,
      faultMs + HOUR_MS,
      (value) => value * 3
    );
    const point = scorePoints(trained('latency', 1), live).find(({ timestampMs }) => timestampMs === faultMs)!;
    expect(point.features.map(({ name }) => name)).toEqual(['value', 'delta', 'rolling_mean', 'rolling_std', 'zscore']);
    expect(point.features.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(point.features[0]).toMatchObject({ value: point.value, expected: point.expected });
    expect(point.reason).toBe('above-band');
  });

  it('explains nothing where there is nothing to explain', () => {
    const points = scorePoints(trained('cpu', 1), syntheticSeries('cpu', LIVE_MS, LIVE_MS + HOUR_MS, MINUTE_MS));
    expect(points.every(({ features, reason }) => features.length === 0 && reason === 'usual')).toBe(true);
  });
});

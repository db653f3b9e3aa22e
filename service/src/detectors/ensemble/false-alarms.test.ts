import { describe, expect, it } from 'vitest';
import { scoreSeries } from '../batch.ts';
import type { Series } from '../detector.ts';
import { seededRandom } from '../random.ts';
import { ensemble } from './ensemble.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;
const START_MS = Date.UTC(2026, 0, 5);
const LIVE_WEEKS = 4;
const SEEDS = [1, 2, 3];
/** Measured and stated rates agree within this factor; statistics of few alarms allow no smaller one. */
const FACTOR = 4;

type Random = () => number;

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= random()) {
    count++;
  }
  return count;
}

function load(timestampMs: number): number {
  return 1 + 0.5 * Math.sin(2 * Math.PI * ((timestampMs / DAY_MS) % 1));
}

/** Noise of every kind that telemetry has: what each is at a time, independent from minute to minute. */
const families: Readonly<Record<string, (timestampMs: number, random: Random) => number>> = {
  flat: (_, random) => 50 + 2 * normal(random),
  seasonal: (timestampMs, random) => 100 * load(timestampMs) + 5 * normal(random),
  'log-normal': (_, random) => Math.exp(0.5 * normal(random)),
  'heavy-tailed': (_, random) =>
    100 + normal(random) / Math.sqrt((normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2) / 3),
  counts: (timestampMs, random) => poisson(random, 30 * load(timestampMs)),
  'small counts': (_, random) => poisson(random, 2),
  'rare events': (_, random) => poisson(random, 0.05),
  ratio: (timestampMs, random) => poisson(random, 2 * load(timestampMs)) / (200 * load(timestampMs)),
};

function sample(family: string, fromMs: number, toMs: number, random: Random): Series {
  const length = (toMs - fromMs) / MINUTE_MS;
  const timestampsMs = Float64Array.from({ length }, (_, index) => fromMs + index * MINUTE_MS);
  return { timestampsMs, values: timestampsMs.map((timestampMs) => families[family]!(timestampMs, random)) };
}

/** Alarms of either kind a week, as stated and as counted: excursions of the score, and anomalies that open. */
function measure(family: string, sensitivity: number) {
  const counted = { stated: 0, excursions: 0, opened: 0 };
  for (const seed of SEEDS) {
    const random = seededRandom(seed * 977);
    const model = ensemble.fit(sample(family, START_MS, START_MS + WEEK_MS, random), { sensitivity });
    const { scores } = scoreSeries(
      model,
      sample(family, START_MS + WEEK_MS, START_MS + (1 + LIVE_WEEKS) * WEEK_MS, random)
    );
    counted.stated += model.card.expectedFalseAlarmsPerWeek! / SEEDS.length;
    counted.excursions += excursions(scores, 1) / LIVE_WEEKS / SEEDS.length;
    counted.opened += excursions(scores, 2) / LIVE_WEEKS / SEEDS.length;
  }
  return counted;
}

/** Times at which `points` of three scores are at the boundary, at least a quarter of an hour apart. */
function excursions(scores: Float64Array, points: number): number {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  scores.forEach((_, index) => {
    const recent = scores.subarray(Math.max(0, index - 2), index + 1);
    if (recent.filter((score) => score >= 1).length >= points) {
      count += index - last > 15 ? 1 : 0;
      last = index;
    }
  });
  return count;
}

describe.each(Object.keys(families))('false alarms on %s noise', (family) => {
  it('open no more often than the card states', () => {
    const { stated, opened } = measure(family, 1);
    expect(stated).toBeGreaterThan(0.02);
    expect(stated).toBeLessThan(1.5);
    expect(opened).toBeLessThanOrEqual(FACTOR * stated);
  });
});

describe.each(['flat', 'seasonal', 'log-normal', 'heavy-tailed', 'counts', 'ratio'])(
  'the rate stated for %s noise at twice the sensitivity',
  (family) => {
    it(`is what comes, within a factor of ${FACTOR}`, () => {
      const { stated, excursions: measured } = measure(family, 2);
      expect(stated).toBeGreaterThan(3);
      expect(measured).toBeGreaterThan(stated / FACTOR);
      expect(measured).toBeLessThan(stated * FACTOR);
    });
  }
);

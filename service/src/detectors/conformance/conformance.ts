import { scorePoints, scoreSeries } from '../batch.ts';
import type {
  DetectorFactory,
  DetectorOptions,
  MaskedWindow,
  ModelSnapshot,
  ScoredPoint,
  Series,
} from '../detector.ts';
import { shapes, syntheticSeries, withFault } from '../synthetic-series.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** A Monday, 00:00 UTC. */
const START_MS = Date.UTC(2026, 0, 5);

/** One promise of the detector interface; `check` throws when a detector breaks it. */
export interface ConformanceCheck {
  readonly name: string;
  check(factory: DetectorFactory): void;
}

/** What every detector must hold, whatever its method; run by `conformance.test.ts` over all of them. */
export const conformanceChecks: readonly ConformanceCheck[] = [
  { name: 'gives finite scores of at least 0 on every shape of series', check: givesFiniteScores },
  { name: 'gives the same model and scores for the same data and seed', check: isDeterministic },
  { name: 'keeps quiet on a constant series that stays constant', check: keepsQuietOnConstants },
  { name: 'has no score for a missing value unless it scores absence', check: survivesMissingValues },
  { name: 'ignores duplicates and late points without effect', check: ignoresLatePoints },
  { name: 'scores alike in another unit', check: keepsScaleInvariance },
  { name: 'scores alike from another origin where it promises to', check: keepsShiftInvariance },
  { name: 'goes on with identical scores after a snapshot through JSON', check: survivesSnapshots },
  { name: 'gives streaming and batch the same numbers', check: streamsLikeBatch },
  { name: 'takes irregular intervals and gaps, in batch as in streaming', check: takesIrregularIntervals },
  { name: 'learns nothing from masked windows', check: ignoresMaskedWindows },
  { name: 'says when it has too few samples', check: admitsThinData },
  { name: 'ranks labelled faults above ordinary points better than chance', check: beatsNullDetector },
];

function givesFiniteScores(factory: DetectorFactory): void {
  for (const shape of shapes) {
    const model = factory.fit(syntheticSeries(shape, START_MS, START_MS + WEEK_MS, 5 * MINUTE_MS));
    for (const point of scorePoints(
      model,
      syntheticSeries(shape, START_MS + WEEK_MS, START_MS + WEEK_MS + DAY_MS, MINUTE_MS)
    )) {
      expectThat(
        point.score !== null && Number.isFinite(point.score) && point.score >= 0,
        `${shape}: score ${point.score}`
      );
    }
  }
}

function isDeterministic(factory: DetectorFactory): void {
  const [one, other] = [factory.fit(history()), factory.fit(history())];
  expectSame(one.snapshot(), other.snapshot(), 'two models of the same data');
  expectSame(
    scoresOf(scorePoints(one, liveWithFault())),
    scoresOf(scorePoints(other, liveWithFault())),
    'their scores'
  );
}

function keepsQuietOnConstants(factory: DetectorFactory): void {
  const model = factory.fit(syntheticSeries('constant', START_MS, START_MS + WEEK_MS, MINUTE_MS));
  expectThat(model.card.quality === 'flat', `quality is ${model.card.quality}, not flat`);
  const points = scorePoints(
    model,
    syntheticSeries('constant', START_MS + WEEK_MS, START_MS + WEEK_MS + DAY_MS, MINUTE_MS)
  );
  expectThat(
    points.every((point) => (point.score ?? 0) < 1),
    'a constant that stays constant scored 1'
  );
}

function survivesMissingValues(factory: DetectorFactory): void {
  const whole = history();
  const holed = { ...whole, values: whole.values.map((value, index) => (index % 10 === 3 ? Number.NaN : value)) };
  const model = factory.fit(holed);
  const [before, missing, after] = [0, Number.NaN, 0].map((hole, index) =>
    model.score(START_MS + WEEK_MS + index * MINUTE_MS, hole + whole.values[index]!)
  );
  expectThat(missing!.value === null, 'a missing value has a value');
  expectThat(
    missing!.reason === 'no-value' ? missing!.score === null : Number.isFinite(missing!.score),
    'missing value scored'
  );
  for (const point of [before!, after!]) {
    expectThat(Number.isFinite(point.score), `score ${point.score} beside a gap`);
  }
}

function ignoresLatePoints(factory: DetectorFactory): void {
  const live = liveWithFault();
  const model = factory.fit(history());
  const disturbed = Array.from(live.timestampsMs, (timestampMs, index) => {
    const point = model.score(timestampMs, live.values[index]!);
    expectThat(model.score(timestampMs, 1e9).reason === 'duplicate', 'an equal timestamp is not a duplicate');
    const late = model.score(timestampMs - 1, 1e9);
    expectThat(late.reason === 'out-of-order' && late.score === null, 'an older timestamp is not out of order');
    return point;
  });
  expectSame(scoresOf(disturbed), scoresOf(scorePoints(model, live)), 'scores with and without late points');
}

function keepsScaleInvariance(factory: DetectorFactory): void {
  expectThat(factory.invariantTo.scale, 'every detector promises scale invariance');
  expectInvariant(factory, (value) => value * 1024, 1e-9);
}

function keepsShiftInvariance(factory: DetectorFactory): void {
  if (factory.invariantTo.shift) {
    expectInvariant(factory, (value) => value + 4096, 1e-6);
  }
}

function survivesSnapshots(factory: DetectorFactory): void {
  const live = liveWithFault();
  const uninterrupted = scorePoints(factory.fit(history()), live);
  let model = factory.fit(history());
  const restarted = Array.from(live.timestampsMs, (timestampMs, index) => {
    if (index % 200 === 7) {
      model = factory.restore(JSON.parse(JSON.stringify(model.snapshot())) as ModelSnapshot);
    }
    return model.score(timestampMs, live.values[index]!);
  });
  expectSame(restarted, uninterrupted, 'points with and without restarts');
}

function streamsLikeBatch(factory: DetectorFactory): void {
  const model = factory.fit(history());
  const live = liveWithFault();
  const batch = scoreSeries(model, live);
  const streamed = Array.from(live.timestampsMs, (timestampMs, index) => model.score(timestampMs, live.values[index]!));
  expectSame(scoresOf(streamed), [...batch.scores].map(nullForNaN), 'streamed and batch scores');
  expectSame(
    streamed.map((point) => point.upper),
    [...batch.upper].map(nullForNaN),
    'streamed and batch bands'
  );
}

/** Samples from 5 seconds to 20 minutes apart, some of them missing, and an hour without any. */
function takesIrregularIntervals(factory: DetectorFactory): void {
  const dense = liveWithFault();
  const isPause = (timestampMs: number) => Math.abs(timestampMs - START_MS - WEEK_MS - 18 * HOUR_MS) < HOUR_MS / 2;
  const kept = [...dense.timestampsMs.keys()].filter(
    (index) => (index % 7 < 3 || index % 80 === 0) && index % 97 > 20 && !isPause(dense.timestampsMs[index]!)
  );
  const live: Series = {
    timestampsMs: Float64Array.from(kept, (index) => dense.timestampsMs[index]! + (index % 5) * 1_000),
    values: Float64Array.from(kept, (index) => (index % 11 === 5 ? Number.NaN : dense.values[index]!)),
  };
  const model = factory.fit(history());
  const { scores } = scoreSeries(model, live);
  const streamed = Array.from(live.timestampsMs, (timestampMs, index) => model.score(timestampMs, live.values[index]!));
  expectSame(scoresOf(streamed), [...scores].map(nullForNaN), 'streamed and batch scores at irregular intervals');
  for (const { score, value } of streamed) {
    expectThat(score === null || (Number.isFinite(score) && score >= 0), `score ${score} at irregular intervals`);
    expectThat(value === null || score !== null, 'a value at irregular intervals has no score');
  }
}

function ignoresMaskedWindows(factory: DetectorFactory): void {
  const maskedWindows: MaskedWindow[] = [2, 5].map((day) => ({
    fromMs: START_MS + day * DAY_MS + 10 * HOUR_MS,
    toMs: START_MS + day * DAY_MS + 16 * HOUR_MS,
    reason: 'incident',
  }));
  const faulty = maskedWindows.reduce(
    (series, mask) => withFault(series, mask.fromMs, mask.toMs, (value) => value * 9),
    history()
  );
  const [clean, masked, learned] = [
    factory.fit(history(), { maskedWindows }),
    factory.fit(faulty, { maskedWindows }),
    factory.fit(faulty),
  ];
  expectSame(masked.snapshot().parameters, clean.snapshot().parameters, 'parameters with a fault under the mask');
  expectThat(masked.card.maskedSamples === 722, `${masked.card.maskedSamples} masked samples`);
  expectThat(masked.card.maskedWindows.length === 2, 'the card does not show both masks');
  expectThat(
    JSON.stringify(learned.snapshot().parameters) !== JSON.stringify(clean.snapshot().parameters),
    'the fault would not have been learned anyway, so the check says nothing'
  );
}

function admitsThinData(factory: DetectorFactory): void {
  const model = factory.fit(syntheticSeries('latency', START_MS, START_MS + HOUR_MS / 2, MINUTE_MS));
  const point = model.score(START_MS + HOUR_MS, 1);
  expectThat(point.score === null && point.reason === 'too-few-samples', `scored ${point.score} (${point.reason})`);
  expectThat(model.card.quality === 'thin', `quality is ${model.card.quality}, not thin`);
}

/** A detector that knows nothing ranks a fault above an ordinary point half of the time (area under the ROC curve 0.5). */
function beatsNullDetector(factory: DetectorFactory): void {
  const isAboutShape = factory.kind === 'waveform';
  const points = scorePoints(factory.fit(history()), isAboutShape ? liveOutOfShape() : liveWithFault());
  const area = areaUnderCurve(isAboutShape ? points.filter((point) => !isTransition(point)) : points, isFaulty);
  expectThat(area > 0.9, `area under the ROC curve is ${area.toFixed(3)}`);
}

function history(): Series {
  return syntheticSeries('traffic', START_MS, START_MS + WEEK_MS, MINUTE_MS);
}

/** Six hours of an evening; for the last two the traffic is gone. */
function liveWithFault(): Series {
  const fromMs = START_MS + WEEK_MS + 16 * HOUR_MS;
  const live = syntheticSeries('traffic', fromMs, fromMs + 6 * HOUR_MS, 15_000);
  return withFault(live, fromMs + 4 * HOUR_MS, fromMs + 6 * HOUR_MS, () => 0);
}

/** The same evening, but for the last 165 minutes the series glides through the middle of its band. */
function liveOutOfShape(): Series {
  const fromMs = START_MS + WEEK_MS + 16 * HOUR_MS;
  const live = syntheticSeries('traffic', fromMs, fromMs + 6 * HOUR_MS, 15_000);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    timestampsMs: live.timestampsMs,
    values: live.values.map((value, index) =>
      live.timestampsMs[index]! < fromMs + 3.25 * HOUR_MS ? value : mean(live.values.subarray(index - 80, index + 80))
    ),
  };
}

/** A shape is not lost from one point to the next. */
function isTransition({ timestampMs }: ScoredPoint): boolean {
  const hours = (timestampMs - START_MS - WEEK_MS) / HOUR_MS - 16;
  return hours >= 3.25 && hours < 4;
}

function isFaulty(point: ScoredPoint): boolean {
  return point.timestampMs >= START_MS + WEEK_MS + 20 * HOUR_MS;
}

function areaUnderCurve(points: readonly ScoredPoint[], isPositive: (point: ScoredPoint) => boolean): number {
  const positives = points.filter(isPositive).map((point) => point.score ?? 0);
  const negatives = points.filter((point) => !isPositive(point)).map((point) => point.score ?? 0);
  const wins = positives.reduce(
    (sum, positive) =>
      sum + negatives.reduce((won, negative) => won + (positive > negative ? 1 : positive === negative ? 0.5 : 0), 0),
    0
  );
  return wins / (positives.length * negatives.length);
}

function expectInvariant(factory: DetectorFactory, change: (value: number) => number, tolerance: number): void {
  const changed = (series: Series) => ({ ...series, values: series.values.map(change) });
  const options: Partial<DetectorOptions> = { seed: 3 };
  const plain = scorePoints(factory.fit(history(), options), liveWithFault());
  scorePoints(factory.fit(changed(history()), options), changed(liveWithFault())).forEach((point, index) => {
    const score = plain[index]!.score ?? 0;
    expectThat(
      Math.abs((point.score ?? 0) - score) <= tolerance * Math.max(1, score),
      `${point.score} instead of ${score}`
    );
  });
}

function scoresOf(points: readonly ScoredPoint[]): Array<number | null> {
  return points.map((point) => point.score);
}

function nullForNaN(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function expectSame(actual: unknown, expected: unknown, what: string): void {
  expectThat(JSON.stringify(actual) === JSON.stringify(expected), `${what} differ`);
}

function expectThat(condition: boolean, complaint: string): void {
  if (!condition) {
    throw new Error(complaint);
  }
}

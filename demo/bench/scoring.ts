import { type DetectorModel, fitModel, scoreSeries, type Series } from '@vigil/service/detectors';
import { processorSeconds } from './processor-time.ts';
import { type BenchRow, compare } from './row.ts';
import { rollingZScores } from './rolling-z-score.ts';

const seriesCount = 1000;
const pointCount = 1440;
const stepMs = 60_000;
const fromMs = Date.UTC(2026, 0, 5);

/** Training and scoring of 1,000 series of 1,440 points each on one core, and what their models hold in memory. */
export function scoringRows(): BenchRow[] {
  const series = Array.from({ length: seriesCount }, (_, index) => seasonalSeries(index));
  const yardstick = pointsPerSecond(series, ({ values }) => rollingZScores(values, 60));

  globalThis.gc?.();
  const heapBefore = process.memoryUsage().heapUsed;
  const models: DetectorModel[] = [];
  const fitting = pointsPerSecond(series, (one) => models.push(fitModel(one)));
  globalThis.gc?.();
  const modelBytes = process.memoryUsage().heapUsed - heapBefore;
  const scoring = pointsPerSecond(series, (one, index) => scoreSeries(models[index]!, one));
  const streaming = pointsPerSecond(series, (one, index) => stream(models[index]!.fork(), one));
  const faulty = series.map((one) => ({ ...one, values: one.values.map((value) => 3 * value) }));
  const duringFault = pointsPerSecond(faulty, (one, index) => stream(models[index]!.fork(), one));

  const rawBytes = seriesCount * pointCount * 2 * Float64Array.BYTES_PER_ELEMENT;
  const reference = { name: 'rolling z-score', value: yardstick };
  return [
    compare('scoring throughput, one core', 'points/s', scoring, reference),
    compare('streaming throughput, one core', 'points/s', streaming, reference),
    compare('streaming throughput while a fault lasts', 'points/s', duringFault, reference),
    compare('training throughput, one core', 'points/s', fitting, reference),
    compare('memory of 1,000 models', 'MiB', modelBytes / 2 ** 20, {
      name: 'their samples',
      value: rawBytes / 2 ** 20,
    }),
  ];
}

function pointsPerSecond(series: readonly Series[], work: (series: Series, index: number) => unknown): number {
  return (seriesCount * pointCount) / processorSeconds(() => series.forEach(work));
}

/** Point by point as in operation, with the verdicts in words. */
function stream(model: DetectorModel, { timestampsMs, values }: Series): void {
  for (let index = 0; index < values.length; index++) {
    model.score(timestampsMs[index]!, values[index]!);
  }
}

/** A day with one wave and noise from a small linear congruential generator, so that every run sees the same data. */
function seasonalSeries(seed: number): Series {
  const timestampsMs = new Float64Array(pointCount);
  const values = new Float64Array(pointCount);
  let state = seed + 1;
  for (let index = 0; index < pointCount; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    timestampsMs[index] = fromMs + index * stepMs;
    values[index] = 100 + 40 * Math.sin((2 * Math.PI * index) / pointCount) + 10 * (state / 2 ** 32);
  }
  return { timestampsMs, values };
}

if (import.meta.main) {
  console.log(JSON.stringify(scoringRows()));
}

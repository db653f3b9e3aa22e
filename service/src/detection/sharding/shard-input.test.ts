import { describe, expect, it } from 'vitest';
import { detector, stepSeconds } from '../../../test/detection-harness.ts';
import type { MetricSeries } from '../../telemetry/telemetry.ts';
import { createSeriesRegistry } from '../series-registry.ts';
import { divideReading } from './shard-input.ts';
import type { DividedReading } from './shard-input.ts';
import { newShard } from './shard.ts';

const latency = detector('latency', 'latency');
const stepMs = stepSeconds * 1000;
const scoredThroughMs = 1_000 * stepMs;
const at = (step: number): number => scoredThroughMs + step * stepMs;
const gap = Number.NaN;

const answered = (service: string, ...samples: Array<[number, number]>): MetricSeries => ({
  labels: { service },
  timestampsMs: Float64Array.from(samples.map(([timestampMs]) => timestampMs)),
  values: Float64Array.from(samples.map(([, value]) => value)),
});

/** The steps 1 to 3 are due. */
function divide(...series: MetricSeries[]): DividedReading & { values: number[] } {
  const registry = createSeriesRegistry();
  const row = { id: 'a', detectorId: 'latency', part: 0, parts: 1, owner: 'a', releasedAt: null, fencing: 1 };
  registry.add(newShard({ ...row, scoredThrough: new Date(scoredThroughMs), series: 0, trained: 0 }));
  const divided = divideReading({ detector: latency, range: { fromMs: at(1), toMs: at(3) }, series }, registry);
  return { ...divided, values: [...(divided.shards[0]?.input.values ?? [])] };
}

describe('what a query answered', () => {
  it('is put in order of time', () => {
    expect(divide(answered('a', [at(3), 3], [at(1), 1], [at(2), 2])).values).toEqual([1, 2, 3]);
  });

  it('has one value per step: the first of several, none where there was no sample on it', () => {
    expect(divide(answered('a', [at(1), 1], [at(1), 9], [at(2) + 1, 2], [at(3), 3])).values).toEqual([1, gap, 3]);
  });

  it('has no value for what was scored already or lies in the future, which is counted', () => {
    const divided = divide(answered('a', [at(0), 8], [at(1), 1], [at(2), 2], [at(3), 3], [at(4), 9]));
    expect(divided).toMatchObject({ values: [1, 2, 3], futureSamples: 1 });
  });

  it('has one series per label set, which is counted too', () => {
    const divided = divide(answered('a', [at(1), 1]), answered('b', [at(2), 2]), answered('a', [at(1), 9]));
    expect(divided).toMatchObject({ values: [1, gap, gap, gap, 2, gap], duplicateSeries: 1 });
  });
});

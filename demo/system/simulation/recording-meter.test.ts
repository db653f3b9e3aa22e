import { describe, expect, it } from 'vitest';
import { createRecorder, type Recorder } from './recording-meter.ts';

function valuesOf(recorder: Recorder, totals: Float64Array): Record<string, number> {
  const entries = recorder.series.flatMap(({ labels, read }) =>
    read(totals).map((value, index) => [JSON.stringify(labels[index]), value] as const)
  );
  return Object.fromEntries(entries);
}

function record(recorder: Recorder, work: () => void): Float64Array {
  const increases: Array<[number, number]> = [];
  recorder.onIncrease = (slot, amount) => increases.push([slot, amount]);
  work();
  const totals = new Float64Array(recorder.slotCount);
  for (const [slot, amount] of increases) {
    totals[slot] = (totals[slot] as number) + amount;
  }
  return totals;
}

describe('createRecorder', () => {
  it('exports known labels from the start and others when they appear', () => {
    const recorder = createRecorder();
    const meter = recorder.meterFor({ service: 'a' });
    const counter = meter.counter({ name: 'c', help: '', labelNames: ['x'], known: [{ x: '1' }] });
    expect(valuesOf(recorder, new Float64Array(recorder.slotCount))).toEqual({
      '{"service":"a","x":"1","__name__":"c"}': 0,
    });
    const totals = record(recorder, () => {
      counter.add({ x: '2' });
      counter.add({ x: '2' }, 2.5);
    });
    expect(valuesOf(recorder, totals)).toMatchObject({ '{"service":"a","x":"2","__name__":"c"}': 3.5 });
  });

  it('exports histograms with cumulative buckets, count and sum', () => {
    const recorder = createRecorder();
    const histogram = recorder.meterFor({}).histogram({ name: 'h', help: '', labelNames: [], buckets: [1, 2] });
    const totals = record(recorder, () => [0.5, 1, 1.5, 7].forEach((value) => histogram.record({}, value)));
    expect(valuesOf(recorder, totals)).toEqual({
      '{"__name__":"h_bucket","le":"1.0"}': 2,
      '{"__name__":"h_bucket","le":"2.0"}': 3,
      '{"__name__":"h_bucket","le":"+Inf"}': 4,
      '{"__name__":"h_count"}': 4,
      '{"__name__":"h_sum"}': 10,
    });
  });

  it('keeps levels with their labels', () => {
    const recorder = createRecorder();
    recorder.meterFor({ service: 'a' }).level({ name: 'l', help: '', labels: { id: 'b' } }, (timeMs) => timeMs * 2);
    expect(recorder.levels.map(({ labels, valueAt }) => [labels, valueAt(21)])).toEqual([
      [{ service: 'a', id: 'b', __name__: 'l' }, 42],
    ]);
  });
});

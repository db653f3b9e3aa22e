import { describe, expect, it } from 'vitest';
import { detectors, fitModel, resolveOptions, restoreModel, scorePoints, warmUp, type ModelSnapshot } from './index.ts';
import { syntheticSeries } from './synthetic-series.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 5);
const history = syntheticSeries('cpu', START_MS, START_MS + 1_440 * MINUTE_MS, MINUTE_MS);
const live = syntheticSeries('cpu', START_MS + 1_440 * MINUTE_MS, START_MS + 1_500 * MINUTE_MS, MINUTE_MS);

describe('registry', () => {
  it('restores what it fitted, of every kind', () => {
    for (const { kind } of Object.values(detectors)) {
      const model = fitModel(history, {}, kind);
      const restored = restoreModel(JSON.parse(JSON.stringify(model.snapshot())) as ModelSnapshot);
      expect(restored.kind).toBe(kind);
      expect(scorePoints(restored, live)).toEqual(scorePoints(model, live));
    }
  });

  it('refuses snapshots of unknown kinds and versions', () => {
    const snapshot = fitModel(history).snapshot();
    expect(() => restoreModel({ ...snapshot, version: 0 })).toThrow(/cannot restore ensemble version 0/);
    expect(() => restoreModel({ ...snapshot, kind: 'oracle' as ModelSnapshot['kind'] })).toThrow(
      /no detector of kind oracle/
    );
  });

  it('keeps the small state apart from the parameters', () => {
    const model = fitModel(history);
    warmUp(model, history);
    const restored = restoreModel({ ...model.fork().snapshot(), state: model.state() });
    expect(restored.score(live.timestampsMs[0]!, 0.9)).toEqual(model.score(live.timestampsMs[0]!, 0.9));
    expect(JSON.stringify(model.state()).length).toBeLessThan(2_000);
  });

  it('goes on from the past it was warmed up with', () => {
    const model = fitModel(history, {}, 'isolation-forest');
    const cold = model.fork().score(live.timestampsMs[0]!, 0.9);
    warmUp(model, history);
    expect(model.score(live.timestampsMs[0]!, 0.9).score).not.toBe(cold.score);
    expect(model.score(history.timestampsMs[5]!, 1).reason).toBe('out-of-order');
  });
});

describe('options and history', () => {
  it.each([
    [{ minDeviation: -1 }, 'minDeviation'],
    [{ dataRange: [1, 0] as const }, 'dataRange'],
    [{ contamination: 0.6 }, 'contamination'],
    [{ minSamples: 0 }, 'minSamples'],
    [{ sensitivity: 0 }, 'sensitivity'],
    [{ seasonsMs: [0] }, 'seasonsMs'],
    [{ maskedWindows: [{ fromMs: 2, toMs: 1, reason: '' }] }, 'maskedWindows'],
  ])('refuses %j by name', (options, name) => {
    expect(() => resolveOptions(options)).toThrow(name);
  });

  it('refuses columns that differ in length and times that do not ascend', () => {
    expect(() => fitModel({ timestampsMs: Float64Array.of(1, 2), values: Float64Array.of(1) })).toThrow(
      /2 timestamps and 1 values/
    );
    expect(() => fitModel({ timestampsMs: Float64Array.of(2, 2), values: Float64Array.of(1, 1) })).toThrow(
      /must ascend/
    );
  });
});

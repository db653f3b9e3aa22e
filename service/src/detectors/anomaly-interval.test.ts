import { describe, expect, it } from 'vitest';
import {
  advanceInterval,
  defaultIntervalRule,
  newIntervalState,
  severityOf,
  type IntervalRule,
  type IntervalState,
} from './anomaly-interval.ts';
import type { ScoredPoint } from './detector.ts';
import { decideUnbanded, newVerdict, toPoint } from './verdict.ts';

const STEP_MS = 5_000;

function pointOf(score: number | null, index: number): ScoredPoint {
  const verdict = newVerdict();
  decideUnbanded(verdict, score ?? Number.NaN, 'isolated');
  return toPoint(index * STEP_MS, score ?? Number.NaN, verdict);
}

function pointsOf(scores: ReadonlyArray<number | null>): ScoredPoint[] {
  return scores.map(pointOf);
}

function play(scores: ReadonlyArray<number | null>, rule: IntervalRule = defaultIntervalRule) {
  let state: IntervalState = newIntervalState();
  return pointsOf(scores).flatMap((point) => {
    const change = advanceInterval(state, point, rule);
    state = JSON.parse(JSON.stringify(change.state)) as IntervalState;
    return change.event ? [change.event] : [];
  });
}

const typesOf = (events: ReturnType<typeof play>) => events.map(({ type }) => type);

describe('advanceInterval', () => {
  it('opens after two of three anomalous points, and not after one', () => {
    expect(typesOf(play([0.1, 3, 0.1, 0.1, 3, 0.1, 0.1]))).toEqual([]);
    expect(typesOf(play([0.1, 3, 0.1, 3]))).toEqual(['opened']);
    expect(typesOf(play([1, 1]))).toEqual(['opened']);
  });

  it('dates the onset back to where the run of raised scores began', () => {
    const [opened] = play([0.1, 0.6, 0.8, 1.2, 1.4]);
    expect(opened!.interval).toMatchObject({ onsetMs: STEP_MS, detectedMs: 4 * STEP_MS, endedMs: null });
  });

  it('believes a method that dates the onset further back', () => {
    let state = newIntervalState();
    for (const [index, score] of [0.1, 0.2, 1.2, 1.3].entries()) {
      const point = { ...pointOf(score, index), onsetMs: score >= 1 ? -60_000 : null };
      const { event, state: next } = advanceInterval(state, point);
      state = next;
      expect(event?.interval.onsetMs).toBe(index === 3 ? -60_000 : undefined);
    }
  });

  it('keeps the onset across one calm point in between', () => {
    const [opened] = play([0.1, 1.2, 0.1, 1.4]);
    expect(opened!.interval.onsetMs).toBe(STEP_MS);
  });

  it('remembers the peak, also one before it opened, and its severity', () => {
    const [opened, updated] = play([0.1, 2.5, 1.1, 1.2]);
    expect(opened!.interval).toMatchObject({ severity: 'critical', peak: { score: 2.5 }, last: { score: 1.1 } });
    expect(updated!.interval).toMatchObject({ severity: 'critical', last: { score: 1.2 } });
  });

  it('stays open while scores waver about the boundary and closes after five calm points', () => {
    const calm = [0.2, 0.2, 0.2, 0.2];
    expect(typesOf(play([1.1, 1.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9]))).not.toContain('closed');
    expect(typesOf(play([1.1, 1.1, ...calm, 0.9, ...calm]))).not.toContain('closed');
    const events = play([1.1, 1.1, ...calm, 0.2]);
    expect(events.at(-1)).toMatchObject({ type: 'closed', interval: { endedMs: STEP_MS } });
  });

  it('starts afresh after closing', () => {
    const events = play([3, 3, 0, 0, 0, 0, 0, 1.1, 1.1]);
    expect(events.at(-1)).toMatchObject({ type: 'opened', interval: { onsetMs: 7 * STEP_MS, peak: { score: 1.1 } } });
  });

  it('neither opens nor closes on points without a score', () => {
    expect(typesOf(play([1.1, null, null, 1.1]))).toEqual(['opened']);
    expect(typesOf(play([1.1, 1.1, null, null, null, null, null, null]))).toEqual(['opened']);
  });

  it('agrees once one of its points did', () => {
    const state = newIntervalState();
    const [first, second] = pointsOf([1.5, 1.5]).map((point) => ({ ...point, agreed: false }));
    const opened = advanceInterval(advanceInterval(state, first!).state, second!);
    expect(opened.event?.interval.agreed).toBe(false);
    const updated = advanceInterval(opened.state, pointOf(2, 2));
    expect(updated.event?.interval.agreed).toBe(true);
  });

  it('follows other thresholds', () => {
    const rule = { ...defaultIntervalRule, openAfter: 1, highFrom: 3, criticalFrom: 6 };
    expect(typesOf(play([2, 2, 2], rule))).toEqual([]);
    expect(play([4], rule)[0]!.interval.severity).toBe('high');
    expect([0.9, 1, 1.9, 2].map((score) => severityOf(score))).toEqual(['normal', 'high', 'high', 'critical']);
  });
});

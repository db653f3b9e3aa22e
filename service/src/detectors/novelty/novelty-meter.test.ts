import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { AlertGate } from './alert-gate.ts';
import { LISTENING_SAMPLES, NoveltyMeter } from './novelty-meter.ts';

const STEP_MS = 300_000;
const DAY = 288;

/** A daily wave with noise; from `faultAt` on the fault is put in its place. */
function novelties(days: number, faultAt: number, fault: (usual: number) => number): number[] {
  const random = seededRandom(11);
  const meter = new NoveltyMeter(STEP_MS);
  return Array.from({ length: days * DAY }, (_, row) => {
    const usual = 100 + 50 * Math.sin((2 * Math.PI * row) / DAY) + 4 * (random() - 0.5);
    return meter.next(row * STEP_MS, row >= faultAt ? fault(usual) : usual);
  });
}

const FAULT_AT = 10 * DAY + 72;

describe('novelty', () => {
  it('is nothing while listening, and ordinary points stay below the boundary', () => {
    const found = novelties(12, Infinity, (usual) => usual);
    expect(found.slice(0, LISTENING_SAMPLES).every((each) => each === 0)).toBe(true);
    expect(found.slice(3 * DAY).filter((each) => each >= 1)).toEqual([]);
  });

  it.each([
    ['a value never seen', 3, (usual: number) => usual + 120],
    ['a value that is ordinary at another time of day', 12, (usual: number) => 250 - usual * 1.2],
    ['the same value again and again', 3 * 24, () => 150],
  ])('reaches the boundary for %s within %i samples', (_, within, fault) => {
    const found = novelties(12, FAULT_AT, fault);
    expect(Math.max(...found.slice(FAULT_AT, FAULT_AT + within))).toBeGreaterThanOrEqual(1);
  });
});

describe('the gate of alerts', () => {
  it('lets the first of a run through, and later ones only when they are worse', () => {
    const gate = new AlertGate();
    expect([0.2, 1.5, 1.4, 1.5, 1.8, 0.1, 1.7].map((score) => gate.next(score))).toEqual([0.2, 1.5, 0, 0, 1.8, 0, 0]);
  });

  it('lets a weaker one through again when 150 samples have passed', () => {
    const gate = new AlertGate();
    gate.next(2);
    const later = Array.from({ length: 150 }, (_, sample) => gate.next(sample < 148 ? 0 : sample === 148 ? 1 : 1.1));
    expect(later.slice(-2)).toEqual([0, 1.1]);
  });

  it('keeps quiet while something lasts', () => {
    const gate = new AlertGate();
    const lasting = Array.from({ length: 500 }, () => gate.next(3));
    expect(lasting.filter((score) => score > 0)).toEqual([3]);
  });
});

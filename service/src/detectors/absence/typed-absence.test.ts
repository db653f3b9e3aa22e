import { describe, expect, it } from 'vitest';
import type { ScoreReason } from '../detector.ts';
import { decideUnbanded, newVerdict, toPoint } from '../verdict.ts';
import { withTypedAbsence, type AbsenceEvidence } from './typed-absence.ts';

function typed(reason: ScoreReason, evidence: AbsenceEvidence): ScoreReason {
  const verdict = newVerdict();
  decideUnbanded(verdict, 2, reason);
  return withTypedAbsence(toPoint(0, Number.NaN, verdict), evidence).reason;
}

describe('a series that is gone', () => {
  it.each<readonly [string, AbsenceEvidence, ScoreReason]>([
    ['alone', { siblings: 0, siblingsPresent: 0, othersPresent: true }, 'gone'],
    ['while others of its service go on', { siblings: 2, siblingsPresent: 1, othersPresent: true }, 'label-set-gone'],
    ['with all of its service', { siblings: 2, siblingsPresent: 0, othersPresent: true }, 'target-gone'],
    ['with everything there is', { siblings: 2, siblingsPresent: 0, othersPresent: false }, 'gone'],
  ])('%s', (_, evidence, expected) => {
    expect(typed('gone', evidence)).toBe(expected);
  });

  it('is not what a series is that has stopped moving', () => {
    expect(typed('stuck', { siblings: 2, siblingsPresent: 0, othersPresent: true })).toBe('stuck');
  });
});

import type { ScoredPoint } from '../detector.ts';

/** What is seen beside a series that has no value. */
export interface AbsenceEvidence {
  /** Other series of the same service that are watched, and how many of them have a value. */
  readonly siblings: number;
  readonly siblingsPresent: number;
  /** Some series of another service has a value, so it is not the source that is gone. */
  readonly othersPresent: boolean;
}

/**
 * Tells the ways of being gone apart: a label set that vanished while others of its service go on, and a target that is
 * gone with everything it had. What has no company, or all of whose company is gone, is just `gone`.
 */
export function withTypedAbsence(point: ScoredPoint, evidence: AbsenceEvidence): ScoredPoint {
  if (point.reason !== 'gone') {
    return point;
  }
  if (evidence.siblingsPresent > 0) {
    return { ...point, reason: 'label-set-gone' };
  }
  return evidence.siblings > 0 && evidence.othersPresent ? { ...point, reason: 'target-gone' } : point;
}

import type { DetectorPriority, PrecisionEstimate } from '@vigil/contract';

export interface PriorityRule {
  /** Share of real anomalies below which a detector must not page. */
  demoteBelowPrecision: number;
  /** Fewer verdicts of real or noise than this change nothing. */
  minVerdicts: number;
}

/**
 * Whether a detector may page. It is demoted when even the upper end of the interval is below the bound, so that bad
 * luck with few verdicts demotes nothing, and promoted when the precision itself has reached the bound again: what
 * wakes people needs strong evidence to be silenced and less to be heard again. Between the two it stays what it is.
 */
export function judgePriority(
  current: DetectorPriority,
  { real, noise, precision, upper }: PrecisionEstimate,
  { demoteBelowPrecision, minVerdicts }: PriorityRule
): DetectorPriority {
  if (precision === null || real + noise < minVerdicts) {
    return current;
  }
  if (upper < demoteBelowPrecision) {
    return 'ticket';
  }
  return precision >= demoteBelowPrecision ? 'page' : current;
}

import type { IndicatorKind } from '@vigil/contract';

/** What it means that a series of a kind has no value. */
type AbsenceMeaning = 'no-traffic' | 'passing' | 'lasting';

const otherMeanings: Partial<Record<IndicatorKind, AbsenceMeaning>> = {
  latency: 'no-traffic',
  errors: 'no-traffic',
  cache: 'no-traffic',
  traffic: 'lasting',
  availability: 'lasting',
};

/**
 * Latency, errors and cache have no value without traffic: absence is nothing to report, and an anomaly that was open when
 * the values stopped ends as no longer observable. The absence of traffic or availability is the fault itself: it stays
 * an anomaly until values are back, or the series has been gone for the whole training window. The absence of anything
 * else is reported, but not for longer than an anomaly may go unobserved: whether the service is still there is for
 * traffic and availability to say.
 */
function meaningOf(kind: IndicatorKind): AbsenceMeaning {
  return otherMeanings[kind] ?? 'passing';
}

export function isAbsenceMeaningful(kind: IndicatorKind): boolean {
  return meaningOf(kind) !== 'no-traffic';
}

/** Whether a missing value is scored, after the series has been silent for so long. */
export function isAbsenceScored(kind: IndicatorKind, silentMs: number, unobservableAfterMs: number): boolean {
  const meaning = meaningOf(kind);
  return meaning === 'lasting' || (meaning === 'passing' && silentMs < unobservableAfterMs);
}

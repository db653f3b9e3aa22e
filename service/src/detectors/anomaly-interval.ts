import type { ScoredPoint } from './detector.ts';

export type Severity = 'normal' | 'high' | 'critical';

export interface IntervalRule {
  /** Opens when this many … */
  readonly openAfter: number;
  /** … of this many newest scored points are at the high threshold or above. */
  readonly openWithin: number;
  /** Closes after this many points in a row below `closeBelow`. */
  readonly closeAfter: number;
  /** Below the high threshold, so that a score wavering about it does not open and close. */
  readonly closeBelow: number;
  /** Scores from which severity is high and critical. */
  readonly highFrom: number;
  readonly criticalFrom: number;
}

export const defaultIntervalRule: IntervalRule = {
  openAfter: 2,
  openWithin: 3,
  closeAfter: 5,
  closeBelow: 0.8,
  highFrom: 1,
  criticalFrom: 2,
};

/** From this share of the boundary on, an unbroken run of points belongs to the deviation that follows. */
const RISING_FROM = 0.5;

export interface AnomalyInterval {
  /** When the deviation began, at or before the first anomalous point. */
  readonly onsetMs: number;
  readonly detectedMs: number;
  /** When it was last at or above `closeBelow`; null while open. */
  readonly endedMs: number | null;
  readonly severity: Severity;
  /** The point of the highest score. */
  readonly peak: ScoredPoint;
  readonly last: ScoredPoint;
  /** At least one point was anomalous to every method consulted. */
  readonly agreed: boolean;
}

/** JSON; between two points everything that the reducer knows. */
export interface IntervalState {
  /** Anomalous or not, newest last, at most `openWithin`. */
  readonly recent: readonly boolean[];
  /** Worst anomalous point among the recent ones. */
  readonly candidate: ScoredPoint | null;
  readonly candidateAgreed: boolean;
  readonly risingSinceMs: number | null;
  readonly calmPoints: number;
  readonly lastElevatedMs: number | null;
  readonly open: AnomalyInterval | null;
}

export interface IntervalChange {
  readonly state: IntervalState;
  /** `null` when nothing is open and nothing happened. */
  readonly event: { readonly type: 'opened' | 'updated' | 'closed'; readonly interval: AnomalyInterval } | null;
}

export function newIntervalState(): IntervalState {
  return {
    recent: [],
    candidate: null,
    candidateAgreed: false,
    risingSinceMs: null,
    calmPoints: 0,
    lastElevatedMs: null,
    open: null,
  };
}

export function severityOf(score: number, rule: IntervalRule = defaultIntervalRule): Severity {
  if (score >= rule.criticalFrom) {
    return 'critical';
  }
  return score >= rule.highFrom ? 'high' : 'normal';
}

/**
 * Takes one scored point into the state of its series and says whether an anomaly interval opened, went on or closed.
 * Pure. Points without a score change nothing: missing data neither starts nor ends an anomaly.
 */
export function advanceInterval(
  state: IntervalState,
  point: ScoredPoint,
  rule: IntervalRule = defaultIntervalRule
): IntervalChange {
  if (point.score === null) {
    return { state, event: null };
  }
  const watched = watch(state, point, point.score, rule);
  return state.open ? goOn(watched, state.open, point, rule) : maybeOpen(watched, point, rule);
}

function watch(state: IntervalState, point: ScoredPoint, score: number, rule: IntervalRule): IntervalState {
  const isAnomalous = score >= rule.highFrom;
  const isElevated = score >= rule.closeBelow;
  const isRising = score >= RISING_FROM * rule.highFrom;
  const recent = [...state.recent, isAnomalous].slice(-rule.openWithin);
  const keepsCandidate = recent.includes(true);
  return {
    ...state,
    recent,
    candidate: keepsCandidate ? worse(state.candidate, isAnomalous ? point : null) : null,
    candidateAgreed: keepsCandidate && (state.candidateAgreed || (isAnomalous && point.agreed)),
    risingSinceMs: risingSince(state, point, isRising, keepsCandidate),
    calmPoints: isElevated ? 0 : state.calmPoints + 1,
    lastElevatedMs: isElevated ? point.timestampMs : state.lastElevatedMs,
  };
}

/** One calm point between two anomalous ones does not start the deviation anew. */
function risingSince(
  state: IntervalState,
  point: ScoredPoint,
  isRising: boolean,
  keepsCandidate: boolean
): number | null {
  if (isRising || keepsCandidate) {
    return state.risingSinceMs ?? (isRising ? point.timestampMs : null);
  }
  return null;
}

function maybeOpen(state: IntervalState, point: ScoredPoint, rule: IntervalRule): IntervalChange {
  const anomalous = state.recent.filter(Boolean).length;
  if (anomalous < rule.openAfter || !state.candidate) {
    return { state, event: null };
  }
  const interval: AnomalyInterval = {
    onsetMs: onsetOf(state.candidate, state.risingSinceMs),
    detectedMs: point.timestampMs,
    endedMs: null,
    severity: severityOf(state.candidate.score ?? 0, rule),
    peak: state.candidate,
    last: point,
    agreed: state.candidateAgreed,
  };
  return { state: { ...state, open: interval }, event: { type: 'opened', interval } };
}

/** A shift that was found late is dated by its own estimate; else the run of raised scores says when it began. */
function onsetOf({ timestampMs, onsetMs }: ScoredPoint, risingSinceMs: number | null): number {
  return Math.min(risingSinceMs ?? timestampMs, onsetMs ?? timestampMs);
}

function goOn(state: IntervalState, open: AnomalyInterval, point: ScoredPoint, rule: IntervalRule): IntervalChange {
  const peak = worse(open.peak, point) ?? point;
  const interval: AnomalyInterval = {
    ...open,
    peak,
    last: point,
    severity: severityOf(peak.score ?? 0, rule),
    agreed: open.agreed || state.candidateAgreed,
  };
  if (state.calmPoints < rule.closeAfter) {
    return { state: { ...state, open: interval }, event: { type: 'updated', interval } };
  }
  const closed = { ...interval, endedMs: state.lastElevatedMs ?? point.timestampMs };
  return { state: newIntervalState(), event: { type: 'closed', interval: closed } };
}

function worse(one: ScoredPoint | null, other: ScoredPoint | null): ScoredPoint | null {
  return (other?.score ?? -1) > (one?.score ?? -1) ? other : one;
}

export type { CallEdge, Change, Indicator, LogDelta, RankingInput, TraceEvidence } from './ranking-input.ts';
export { rankSuspects, type RankedSuspects, type Suspect } from './rank-suspects.ts';

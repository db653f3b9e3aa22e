import type { AnomalyRank } from '@vigil/contract';
import type { OpenAnomalySignal } from '../../../storage/repositories/open-anomalies.ts';

const severityPoints: Record<OpenAnomalySignal['severity'], number> = { critical: 40, high: 20, normal: 0 };
const scorePoints = 25;
const fullScore = 32;
const agreementPoints = 15;
const recencyPoints = 10;
const recencyHalfLifeMs = 3_600_000;
const reachPoints = 10;
const reachForHalf = 4;

export interface Surroundings {
  /** Anomalies that are open in the same service, the ranked one included. */
  openInService: number;
  callers: number;
}

/**
 * How urgent an open anomaly is, 0..100:
 *
 * - severity: 40 for a critical one, 20 for a high one;
 * - score: up to 25 by the logarithm of the score as it is now; 1 gives nothing, 32 gives all;
 * - agreement: 15 where threshold and model agree;
 * - recency: 10 for one that was detected just now, half of that after every hour;
 * - reach: up to 10 by what may suffer with it: services that call this one, and further open anomalies in it; four give half.
 */
export function rankAnomaly(
  { severity, lastScore, agreed, detectedAt }: OpenAnomalySignal,
  { openInService, callers }: Surroundings,
  nowMs: number
): AnomalyRank {
  const ageMs = Math.max(0, nowMs - detectedAt.getTime());
  const reached = callers + openInService - 1;
  const parts = {
    severity: severityPoints[severity],
    score: rounded(scorePoints * Math.min(1, Math.log(Math.max(1, lastScore)) / Math.log(fullScore))),
    agreement: agreed ? agreementPoints : 0,
    recency: rounded(recencyPoints * 2 ** (-ageMs / recencyHalfLifeMs)),
    reach: rounded(reachPoints * (reached / (reached + reachForHalf))),
  };
  return { total: rounded(Object.values(parts).reduce((sum, part) => sum + part, 0)), ...parts };
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}

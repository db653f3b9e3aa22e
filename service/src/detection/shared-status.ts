import type { Database } from '../storage/database.ts';
import { toJson } from '../storage/json.ts';
import { findScoringState, saveScoringState } from '../storage/repositories/scoring-state.ts';
import { countSeries } from '../storage/repositories/series-state.ts';
import type { SeriesCounts } from '../storage/repositories/series-state.ts';
import type { ScoringStatus } from './scoring-status.ts';

/** What all replicas tell about detection, whichever of them scores. */
export interface DetectionOverview extends SeriesCounts {
  lastScoredAt: Date | null;
}

export const nothingYet: DetectionOverview = { series: 0, trained: 0, lastTrainedAt: null, lastScoredAt: null };

/** Leaves what the replica that scores has seen for the others. */
export async function publishStatus(
  database: Database,
  status: ScoringStatus,
  lastScoredAt: Date | null
): Promise<DetectionOverview> {
  const { state, since, message, failing } = status.current();
  await saveScoringState(database, { state, since, message, failing: toJson(failing), scoredAt: lastScoredAt });
  return { ...(await countSeries(database)), lastScoredAt };
}

/** Takes over what the replica that scores has seen. */
export async function followStatus(database: Database, status: ScoringStatus): Promise<DetectionOverview> {
  const row = await findScoringState(database);
  if (row !== undefined) {
    const { state, since, message, failing } = row;
    status.adopt({ state, since, message, failing, latencyMs: null });
  }
  return { ...(await countSeries(database)), lastScoredAt: row?.scoredAt ?? null };
}

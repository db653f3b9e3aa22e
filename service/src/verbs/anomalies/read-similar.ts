import type { SimilarAnomaly } from '@vigil/contract';
import type { Executor } from '../../storage/database.ts';
import { listEarlierAnomalies } from '../../storage/repositories/anomalies.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import { compareAnomalies } from './similarity.ts';

const consideredAnomalies = 200;
const shownAnomalies = 5;
const leastSimilarity = 0.5;

/** Earlier anomalies of the same detector that looked like this one, the most similar first. */
export async function readSimilar(executor: Executor, anomaly: AnomalyRow): Promise<SimilarAnomaly[]> {
  const earlier = await listEarlierAnomalies(executor, anomaly, consideredAnomalies);
  return earlier
    .map((other) => ({ ...toSummary(other), ...compareAnomalies(anomaly, other) }))
    .filter(({ similarity }) => similarity >= leastSimilarity)
    .sort((first, second) => second.similarity - first.similarity)
    .slice(0, shownAnomalies);
}

function toSummary(row: AnomalyRow) {
  const { id, service, detectorTitle, severity, onsetAt, endedAt, peakScore, verdict, incidentId } = row;
  return {
    id,
    service,
    detectorTitle,
    severity,
    onsetAt: onsetAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    peakScore,
    verdict,
    incidentId,
  };
}

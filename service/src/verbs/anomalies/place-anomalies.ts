import type { ServiceContext } from '../../context.ts';
import type { SavedAnomalies } from '../../detection/detection-store.ts';
import type { Executor } from '../../storage/database.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import { anomalyCandidate } from '../incidents/candidate.ts';
import { endMember } from '../incidents/end-member.ts';
import { openOrJoinIncident } from '../incidents/open-or-join-incident.ts';

/**
 * Takes the anomalies of a round to their incidents: those that have none yet, those that got worse, and those that
 * ended. Must run in the transaction that saves the round.
 */
export async function placeAnomalies(
  context: ServiceContext,
  transaction: Executor,
  { worse, closed }: SavedAnomalies
): Promise<void> {
  for (const anomaly of await unplacedAnomalies(transaction)) {
    const candidate = anomalyCandidate(anomaly);
    const mayOpen = candidate.mayOpen && isRipe(context, anomaly);
    await openOrJoinIncident(context, transaction, { ...candidate, mayOpen });
  }
  for (const anomaly of await anomaliesById(transaction, worse)) {
    if (anomaly.incidentId !== null) {
      await openOrJoinIncident(context, transaction, anomalyCandidate(anomaly));
    }
  }
  for (const { id, detectorTitle, service } of await anomaliesById(transaction, closed)) {
    await endMember(context, transaction, {
      kind: 'anomaly',
      id,
      title: `${detectorTitle} of ${service}`,
      channel: 'service',
      message: 'is back to what is usual',
    });
  }
}

/**
 * One burst keeps a rate over its boundary for as long as the rate's window is. Unless it is critical, an anomaly must
 * last longer than that to open an incident by itself; it may join one at any time. No burst explains missing traffic.
 */
function isRipe({ config, clock }: ServiceContext, { severity, kind, value, lower, onsetAt }: AnomalyRow): boolean {
  const { rateWindowSeconds, stepSeconds } = config.detection;
  const lastedMs = clock.now().getTime() - onsetAt.getTime();
  const isMissing = kind === 'traffic' && (value ?? 0) < (lower ?? 0);
  return severity === 'critical' || isMissing || lastedMs > (rateWindowSeconds + 2 * stepSeconds) * 1000;
}

/** Oldest first: what deviated first opens the incident that the others join. */
function unplacedAnomalies(transaction: Executor): Promise<AnomalyRow[]> {
  return transaction
    .selectFrom('anomalies')
    .selectAll()
    .where('status', '=', 'open')
    .where('incidentId', 'is', null)
    .orderBy('onsetAt')
    .execute();
}

function anomaliesById(transaction: Executor, ids: readonly string[]): Promise<AnomalyRow[]> {
  return ids.length === 0
    ? Promise.resolve([])
    : transaction.selectFrom('anomalies').selectAll().where('id', 'in', ids).execute();
}

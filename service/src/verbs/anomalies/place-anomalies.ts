import type { ServiceContext } from '../../context.ts';
import type { SavedAnomalies } from '../../detection/detection-store.ts';
import type { Executor } from '../../storage/database.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import { anomalyCandidate } from '../incidents/candidate.ts';
import { endMember } from '../incidents/end-member.ts';
import { joinableIncidents } from '../incidents/joinable-incidents.ts';
import { openOrJoinIncident } from '../incidents/open-or-join-incident.ts';
import { applyMutes } from '../mutes/apply-mutes.ts';
import { readHolds } from './anomaly-holds.ts';

/**
 * Takes the anomalies of a round to their incidents: those that have none yet, those that got worse, and those that
 * ended. What is muted or accepted stays out; what a demoted detector found opens a ticket. Must run in the transaction
 * that saves the round. Answers how many incidents are open once that commits that were not before.
 */
export async function placeAnomalies(
  context: ServiceContext,
  transaction: Executor,
  { worse, closed, ended }: SavedAnomalies
): Promise<number> {
  const joinable = joinableIncidents(context, transaction);
  const now = context.clock.now();
  await applyMutes(transaction, now);
  const holds = await readHolds(transaction, now);
  const candidateOf = (anomaly: AnomalyRow) => anomalyCandidate(anomaly, holds.priorityOf(anomaly.detectorId));
  const unplaced = await unplacedAnomalies(transaction);
  let opened = 0;
  for (const anomaly of unplaced.filter((each) => !holds.keepsOut(each))) {
    const candidate = candidateOf(anomaly);
    const mayOpen = candidate.mayOpen && isRipe(context, anomaly);
    const placement = await openOrJoinIncident(context, transaction, { ...candidate, mayOpen }, joinable);
    opened += placement?.outcome === 'opened' ? 1 : 0;
  }
  for (const anomaly of await anomaliesById(transaction, worse)) {
    if (anomaly.incidentId !== null && !holds.keepsOut(anomaly)) {
      await openOrJoinIncident(context, transaction, candidateOf(anomaly), joinable);
    }
  }
  const endings = [...closed.map((id) => ({ id, because: 'is back to what is usual' })), ...ended];
  await endMembers(context, transaction, new Map(endings.map(({ id, because }) => [id, because])));
  return opened;
}

async function endMembers(
  context: ServiceContext,
  transaction: Executor,
  endings: ReadonlyMap<string, string>
): Promise<void> {
  for (const { id, detectorTitle, service } of await anomaliesById(transaction, [...endings.keys()])) {
    await endMember(context, transaction, {
      kind: 'anomaly',
      id,
      title: `${detectorTitle} of ${service}`,
      channel: 'service',
      message: endings.get(id) ?? '',
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

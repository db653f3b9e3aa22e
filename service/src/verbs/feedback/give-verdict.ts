import { randomUUID } from 'node:crypto';
import type { GiveVerdict, VerdictRecord } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { notFound } from '../../errors.ts';
import type { Executor } from '../../storage/database.ts';
import { deleteAcceptedLevel, saveAcceptedLevel } from '../../storage/repositories/accepted-levels.ts';
import { lockAnomaly } from '../../storage/repositories/anomalies.ts';
import { addAuditEntry } from '../../storage/repositories/detector-audit.ts';
import { addVerdict, listVerdicts } from '../../storage/repositories/verdicts.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import { enqueueTraining } from '../trainings/enqueue-training.ts';
import { acceptedRange } from './accepted-range.ts';
import { weighEvidence } from './weigh-evidence.ts';

type VerdictContext = Pick<ServiceContext, 'database' | 'clock' | 'config' | 'queue'>;

/**
 * Says what an anomaly was; it may be said again, and differently. `known` accepts the level of the series, which is
 * learned anew at once, and whatever else takes that back. Moves the detector between page and ticket when the evidence asks for it. Answers the
 * history, the newest first. Throws `not-found`.
 */
export async function giveVerdict(
  context: VerdictContext,
  anomalyId: string,
  actor: string,
  { verdict, note = '' }: GiveVerdict
): Promise<VerdictRecord[]> {
  return context.database.transaction().execute(async (transaction) => {
    const anomaly = await lockAnomaly(transaction, anomalyId);
    if (anomaly === undefined) {
      throw notFound('anomaly', anomalyId);
    }
    const at = context.clock.now();
    await addVerdict(transaction, { anomalyId, verdict, note, actor, at });
    if (verdict === 'known') {
      await accept(transaction, anomaly, { actor, note, at });
      const { detectorId } = anomaly;
      const order = { detectorId, trigger: 'request', requestedBy: actor, requestedAt: at } as const;
      await enqueueTraining(transaction, context.queue, order);
    } else {
      await withdrawAcceptance(transaction, anomaly, { actor, note, at });
    }
    await weighEvidence(transaction, context, anomaly.detectorId, actor);
    return listVerdicts(transaction, anomalyId);
  });
}

interface Decision {
  actor: string;
  note: string;
  at: Date;
}

async function accept(transaction: Executor, anomaly: AnomalyRow, { actor, note, at }: Decision): Promise<void> {
  const { id, detectorId, seriesKey, onsetAt } = anomaly;
  const range = acceptedRange(anomaly);
  await saveAcceptedLevel(transaction, {
    ...range,
    id: randomUUID(),
    anomalyId: id,
    detectorId,
    seriesKey,
    since: onsetAt,
    actor,
    note,
    acceptedAt: at,
  });
  const evidence = `${seriesKey}: ${range.lowest === null ? 'no value' : `${range.lowest} to ${range.highest}`}`;
  await addAuditEntry(transaction, { at, actor, detectorId, from: 'unexpected', to: 'accepted', evidence });
}

async function withdrawAcceptance(
  transaction: Executor,
  { id, detectorId, seriesKey }: AnomalyRow,
  { actor, at }: Decision
): Promise<void> {
  if (await deleteAcceptedLevel(transaction, id)) {
    await addAuditEntry(transaction, {
      at,
      actor,
      detectorId,
      from: 'accepted',
      to: 'unexpected',
      evidence: `${seriesKey}: another verdict was given`,
    });
  }
}

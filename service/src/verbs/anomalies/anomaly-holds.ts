import type { DetectorPriority } from '@vigil/contract';
import type { Executor } from '../../storage/database.ts';
import { listAcceptedLevels } from '../../storage/repositories/accepted-levels.ts';
import { listDemoted } from '../../storage/repositories/detector-priorities.ts';
import { listMutesInForce } from '../../storage/repositories/mutes.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import { isAccepted } from '../feedback/accepted-range.ts';
import { covers } from '../mutes/apply-mutes.ts';

/** What people have decided that bears on which anomalies go to incidents, and how loudly. */
export interface AnomalyHolds {
  /** Muted, or at a level that somebody accepted: recorded and listed, but in no incident. */
  keepsOut(anomaly: Pick<AnomalyRow, 'detectorId' | 'service' | 'seriesKey' | 'value'>): boolean;
  priorityOf(detectorId: string): DetectorPriority;
}

export async function readHolds(executor: Executor, now: Date): Promise<AnomalyHolds> {
  const mutes = await listMutesInForce(executor, now);
  const accepted = Map.groupBy(await listAcceptedLevels(executor), ({ seriesKey }) => seriesKey);
  const demoted = await listDemoted(executor);
  return {
    keepsOut: (anomaly) =>
      mutes.some((mute) => covers(mute, anomaly)) ||
      (accepted.get(anomaly.seriesKey) ?? []).some((level) => isAccepted(level, anomaly.value)),
    priorityOf: (detectorId) => (demoted.has(detectorId) ? 'ticket' : 'page'),
  };
}

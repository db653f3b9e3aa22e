import type { AnomalyMute } from '@vigil/contract';
import type { Executor } from '../../storage/database.ts';
import { toJson } from '../../storage/json.ts';
import { lockOpenByMutes, updateAnomaly } from '../../storage/repositories/anomalies.ts';
import { listMutesInForce } from '../../storage/repositories/mutes.ts';
import type { AnomalyRow, MuteRow } from '../../storage/schema.ts';

type Watched = Pick<AnomalyRow, 'detectorId' | 'service' | 'seriesKey'>;

/**
 * Marks the open anomalies that a mute holds back at this time, and takes the mark from those whose mute has ended.
 * Closed ones keep theirs: it is part of what happened. What another replica is saving meanwhile is marked the next time.
 */
export async function applyMutes(executor: Executor, now: Date): Promise<void> {
  const mutes = await listMutesInForce(executor, now);
  for (const anomaly of await lockOpenByMutes(executor, mutes)) {
    const mute = mutes.find((each) => covers(each, anomaly));
    if (mute?.id !== anomaly.mute?.id) {
      await updateAnomaly(executor, anomaly.id, { mute: mute === undefined ? null : toJson(toAnomalyMute(mute)) });
    }
  }
}

/** Whether the mute is about this series. */
export function covers({ detectorId, service, seriesKey }: MuteRow, watched: Watched): boolean {
  return seriesKey === null
    ? detectorId === watched.detectorId && service === watched.service
    : seriesKey === watched.seriesKey;
}

function toAnomalyMute({ id, reason, createdBy, until }: MuteRow): AnomalyMute {
  return { id, reason, actor: createdBy, until: until.toISOString() };
}

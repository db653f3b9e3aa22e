import type { Mute } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { notFound, ServiceError } from '../../errors.ts';
import { addAuditEntry } from '../../storage/repositories/detector-audit.ts';
import { endMuteRow, lockMute, toMute } from '../../storage/repositories/mutes.ts';
import { applyMutes } from './apply-mutes.ts';
import { muteTitle } from './create-mute.ts';

/** Lifts a mute before its time; it stays in the list with who did so. Throws `not-found`, `conflict` when it has ended. */
export async function endMute(
  { database, clock }: Pick<ServiceContext, 'database' | 'clock'>,
  id: string,
  actor: string
): Promise<Mute> {
  const now = clock.now();
  return database.transaction().execute(async (transaction) => {
    const row = await lockMute(transaction, id);
    if (row === undefined) {
      throw notFound('mute', id);
    }
    if (!toMute(row, now).inForce) {
      throw new ServiceError('conflict', `this mute has ended at ${(row.endedAt ?? row.until).toISOString()} already`);
    }
    await endMuteRow(transaction, id, actor, now);
    await addAuditEntry(transaction, {
      at: now,
      actor,
      detectorId: row.detectorId,
      from: 'muted',
      to: 'heard',
      evidence: `${muteTitle(row)}, before its time`,
    });
    await applyMutes(transaction, now);
    return toMute({ ...row, endedBy: actor, endedAt: now }, now);
  });
}

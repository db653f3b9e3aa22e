import type { MuteList } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { listMuteRows, listMutesInForce, toMute } from '../../storage/repositories/mutes.ts';

/** Mutes with who set them, why and until when; those in force, or the newest whether they hold or not. */
export async function listMutes(
  { database, clock }: Pick<ServiceContext, 'database' | 'clock'>,
  { inForce, limit }: { inForce: boolean; limit: number }
): Promise<MuteList> {
  const now = clock.now();
  const rows = inForce ? await listMutesInForce(database, now) : await listMuteRows(database, limit);
  return { items: rows.slice(0, limit).map((row) => toMute(row, now)) };
}

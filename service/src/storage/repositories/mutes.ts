import type { Mute } from '@vigil/contract';
import type { Executor } from '../database.ts';
import { toText } from '../json.ts';
import type { MuteRow, NewMute } from '../schema.ts';

export async function insertMute(executor: Executor, mute: NewMute): Promise<MuteRow> {
  return executor
    .insertInto('mutes')
    .values({ ...mute, reason: toText(mute.reason) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The mute, locked until the transaction ends. */
export async function lockMute(executor: Executor, id: string): Promise<MuteRow | undefined> {
  return executor.selectFrom('mutes').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function endMuteRow(executor: Executor, id: string, endedBy: string, endedAt: Date): Promise<void> {
  await executor.updateTable('mutes').set({ endedBy, endedAt }).where('id', '=', id).execute();
}

/** Mutes that hold at this time, those that last longest first. */
export async function listMutesInForce(executor: Executor, now: Date): Promise<MuteRow[]> {
  return executor
    .selectFrom('mutes')
    .selectAll()
    .where('endedAt', 'is', null)
    .where('until', '>', now)
    .orderBy('until', 'desc')
    .orderBy('id')
    .execute();
}

/** The newest first, whether they hold or not. */
export async function listMuteRows(executor: Executor, limit: number): Promise<MuteRow[]> {
  return executor.selectFrom('mutes').selectAll().orderBy('createdAt', 'desc').orderBy('id').limit(limit).execute();
}

export function toMute(row: MuteRow, now: Date): Mute {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    until: row.until.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    inForce: row.endedAt === null && row.until > now,
  };
}

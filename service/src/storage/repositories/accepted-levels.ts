import type { AcceptedLevel } from '@vigil/contract';
import type { Executor } from '../database.ts';
import { toText } from '../json.ts';
import type { AcceptedLevelRow, NewAcceptedLevel } from '../schema.ts';

/** Takes the place of what the same anomaly accepted before. */
export async function saveAcceptedLevel(executor: Executor, level: NewAcceptedLevel): Promise<void> {
  const { id: _id, anomalyId: _anomaly, ...changes } = { ...level, note: toText(level.note) };
  await executor
    .insertInto('acceptedLevels')
    .values({ ...level, note: changes.note })
    .onConflict((conflict) => conflict.column('anomalyId').doUpdateSet(changes))
    .execute();
}

/** Answers whether the anomaly had accepted something. */
export async function deleteAcceptedLevel(executor: Executor, anomalyId: string): Promise<boolean> {
  const { numDeletedRows } = await executor
    .deleteFrom('acceptedLevels')
    .where('anomalyId', '=', anomalyId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export interface AcceptedLevelFilter {
  detectorId?: string;
  seriesKey?: string;
}

/** The newest first. */
export async function listAcceptedLevels(
  executor: Executor,
  { detectorId, seriesKey }: AcceptedLevelFilter = {}
): Promise<AcceptedLevelRow[]> {
  return executor
    .selectFrom('acceptedLevels')
    .selectAll()
    .$if(detectorId !== undefined, (query) => query.where('detectorId', '=', detectorId!))
    .$if(seriesKey !== undefined, (query) => query.where('seriesKey', '=', seriesKey!))
    .orderBy('acceptedAt', 'desc')
    .orderBy('id')
    .execute();
}

export function toAcceptedLevel({
  anomalyId,
  lowest,
  highest,
  actor,
  note,
  acceptedAt,
}: AcceptedLevelRow): AcceptedLevel {
  return { anomalyId, lowest, highest, actor, note, acceptedAt: acceptedAt.toISOString() };
}

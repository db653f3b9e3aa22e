import { randomUUID } from 'node:crypto';
import type { DetectorAuditEntry } from '@vigil/contract';
import type { Executor } from '../database.ts';
import { toText } from '../json.ts';

export type NewAuditEntry = Omit<DetectorAuditEntry, 'at'> & { at: Date };

export async function addAuditEntry(executor: Executor, entry: NewAuditEntry): Promise<void> {
  await executor
    .insertInto('detectorAudit')
    .values({ ...entry, id: randomUUID(), evidence: toText(entry.evidence) })
    .execute();
}

/** The newest first. */
export async function listAudit(executor: Executor, detectorId: string, limit: number): Promise<DetectorAuditEntry[]> {
  const rows = await executor
    .selectFrom('detectorAudit')
    .select(['at', 'actor', 'detectorId', 'from', 'to', 'evidence'])
    .where('detectorId', '=', detectorId)
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

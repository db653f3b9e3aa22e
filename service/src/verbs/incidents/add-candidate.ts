import type { Executor } from '../../storage/database.ts';
import { toText } from '../../storage/json.ts';
import { addMember } from '../../storage/repositories/incident-members.ts';
import { addTimelineEvent } from '../../storage/repositories/timeline.ts';
import type { Candidate } from './candidate.ts';

/** Makes the candidate a member, with the reason that people read. */
export async function addCandidate(
  transaction: Executor,
  { kind, id }: Candidate,
  incidentId: string,
  reason: string,
  addedAt: Date
): Promise<void> {
  await addMember(transaction, { kind, memberId: id, incidentId, reason: toText(reason), addedAt });
}

type Record = (type: 'opened' | 'member-added' | 'reopened' | 'priority-changed', message: string) => Promise<void>;

/** Adds to the timeline what the candidate brought about. */
export function recordOf(transaction: Executor, { channel }: Candidate, incidentId: string, at: Date): Record {
  return (type, message) => addTimelineEvent(transaction, { incidentId, at, type, actor: 'vigil', channel, message });
}

import { randomUUID } from 'node:crypto';
import type { TimelineEvent } from '@vigil/contract';
import type { Executor } from '../database.ts';
import { toText } from '../json.ts';

export interface NewTimelineEvent {
  incidentId: string;
  at: Date;
  type: TimelineEvent['type'];
  actor: string;
  channel: string;
  message: string;
}

export async function addTimelineEvent(executor: Executor, event: NewTimelineEvent): Promise<void> {
  await executor
    .insertInto('timelineEvents')
    .values({ ...event, id: randomUUID(), message: toText(event.message) })
    .execute();
}

/** In the order in which they were recorded. */
export async function listTimeline(executor: Executor, incidentId: string): Promise<TimelineEvent[]> {
  const rows = await executor
    .selectFrom('timelineEvents')
    .select(['id', 'at', 'type', 'actor', 'channel', 'message'])
    .where('incidentId', '=', incidentId)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export interface RecentTimelineEvent extends TimelineEvent {
  incidentId: string;
}

/** The newest events of all incidents, newest first. */
export async function listRecentEvents(executor: Executor, limit: number): Promise<RecentTimelineEvent[]> {
  const rows = await executor
    .selectFrom('timelineEvents')
    .select(['id', 'incidentId', 'at', 'type', 'actor', 'channel', 'message'])
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

import type { FeedEntry, TimelineEvent } from '@vigil/contract';
import type { Database } from '../../storage/database.ts';
import { listRecentEvents } from '../../storage/repositories/timeline.ts';

const titles: Record<TimelineEvent['type'], string> = {
  opened: 'opened',
  'member-added': 'grew',
  'member-ended': 'eased',
  'severity-changed': 'changed severity',
  'priority-changed': 'pages now',
  'investigation-started': 'is being investigated',
  'investigation-finished': 'was investigated',
  acknowledged: 'was acknowledged',
  resolved: 'was resolved',
  reopened: 'came back',
  comment: 'was commented on',
};

/** What happened to incidents lately, newest first. */
export async function readFeed(database: Database, limit: number): Promise<FeedEntry[]> {
  const events = await listRecentEvents(database, limit);
  if (events.length === 0) {
    return [];
  }
  const incidents = await database
    .selectFrom('incidents')
    .select(['id', 'number', 'severity'])
    .where('id', 'in', [...new Set(events.map(({ incidentId }) => incidentId))])
    .execute();
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  return events.flatMap(({ id, at, type, incidentId, message, actor }) => {
    const incident = byId.get(incidentId);
    const by = actor === 'vigil' ? '' : ` by ${actor}`;
    return incident === undefined
      ? []
      : [
          {
            id,
            at,
            title: `Incident ${incident.number} ${titles[type]}${by}`,
            detail: message,
            severity: incident.severity,
            incidentId,
          },
        ];
  });
}

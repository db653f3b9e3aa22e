import type { VigilQuery } from '@vigil/contract';
import { listIncidents } from '../../storage/repositories/incidents.ts';
import type { DetectionContext } from '../detection-context.ts';
import { chosenOrAll } from './chosen-values.ts';
import type { QueryAnswer, QueryScope } from './run-queries.ts';

const maxRows = 200;

/** Incidents that were going on at some time in the range. */
export async function queryIncidents(
  { database }: DetectionContext,
  query: VigilQuery,
  { range }: QueryScope
): Promise<QueryAnswer> {
  const status = query.status === 'closed' ? 'resolved' : query.status;
  const page = await listIncidents(
    database,
    {
      service: chosenOrAll(query.service),
      severity: query.severity || undefined,
      status: status || undefined,
      from: new Date(range.fromMs),
      to: new Date(range.toMs),
    },
    { limit: maxRows }
  );
  return {
    table: {
      columns: [
        { name: 'time', type: 'time' },
        { name: 'timeEnd', type: 'time' },
        { name: 'number', type: 'number' },
        { name: 'title', type: 'string' },
        { name: 'service', type: 'string' },
        { name: 'severity', type: 'string' },
        { name: 'status', type: 'string' },
        { name: 'anomalies', type: 'number' },
        { name: 'alerts', type: 'number' },
        { name: 'id', type: 'string' },
      ],
      rows: page.items.map((incident) => [
        Date.parse(incident.startedAt),
        incident.resolvedAt === null ? null : Date.parse(incident.resolvedAt),
        incident.number,
        incident.title,
        incident.service,
        incident.severity,
        incident.status,
        incident.anomalyCount,
        incident.alertCount,
        incident.id,
      ]),
    },
    notice: page.nextCursor === null ? null : `Only the newest ${maxRows} of ${page.total} incidents are shown.`,
  };
}

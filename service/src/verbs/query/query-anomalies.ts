import type { VigilQuery } from '@vigil/contract';
import { listAnomalies } from '../../storage/repositories/anomalies.ts';
import type { DetectionContext } from '../detection-context.ts';
import { chosenOrAll } from './chosen-values.ts';
import type { QueryAnswer, QueryScope } from './run-queries.ts';

const maxRows = 200;

/** Anomalies that were open at some time in the range, as rows and as annotations with an end. */
export async function queryAnomalies(
  { database }: DetectionContext,
  query: VigilQuery,
  { range }: QueryScope
): Promise<QueryAnswer> {
  const page = await listAnomalies(
    database,
    {
      service: chosenOrAll(query.service),
      detectorId: chosenOrAll(query.detectorId),
      severity: query.severity || undefined,
      status: query.status === 'open' || query.status === 'closed' ? query.status : undefined,
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
        { name: 'title', type: 'string' },
        { name: 'text', type: 'string' },
        { name: 'service', type: 'string' },
        { name: 'detector', type: 'string' },
        { name: 'severity', type: 'string' },
        { name: 'status', type: 'string' },
        { name: 'score', type: 'number' },
        { name: 'id', type: 'string' },
      ],
      rows: page.items.map((anomaly) => [
        Date.parse(anomaly.onsetAt),
        anomaly.endedAt === null ? null : Date.parse(anomaly.endedAt),
        `${anomaly.service}: ${anomaly.detectorTitle}`,
        anomaly.explanation.summary,
        anomaly.service,
        anomaly.detectorId,
        anomaly.severity,
        anomaly.status,
        anomaly.peakScore,
        anomaly.id,
      ]),
    },
    notice: page.nextCursor === null ? null : `Only the newest ${maxRows} of ${page.total} anomalies are shown.`,
  };
}

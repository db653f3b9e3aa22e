import type { Executor } from '../database.ts';
import type { AnomalyRow } from '../schema.ts';
import { anomaliesMatching } from './anomalies.ts';

/** What an open anomaly is ranked and filtered by, without its explanation and labels. */
export type OpenAnomalySignal = Pick<
  AnomalyRow,
  'id' | 'service' | 'detectorId' | 'detectorTitle' | 'kind' | 'severity' | 'agreed' | 'lastScore' | 'detectedAt'
> & { isMuted: boolean };

/** All open anomalies in which the text occurs. */
export async function listOpenAnomalySignals(executor: Executor, q: string | undefined): Promise<OpenAnomalySignal[]> {
  const rows = await anomaliesMatching(executor, { status: 'open', q })
    .select((row) => [
      'id',
      'service',
      'detectorId',
      'detectorTitle',
      'kind',
      'severity',
      'agreed',
      'lastScore',
      'detectedAt',
      row('mute', 'is not', null).as('isMuted'),
    ])
    .execute();
  return rows.map((row) => ({ ...row, isMuted: Boolean(row.isMuted) }));
}

/** The anomalies of these ids, in any order; those that are gone are left out. */
export async function listAnomaliesById(executor: Executor, ids: readonly string[]): Promise<AnomalyRow[]> {
  return ids.length === 0
    ? []
    : executor
        .selectFrom('anomalies')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute();
}

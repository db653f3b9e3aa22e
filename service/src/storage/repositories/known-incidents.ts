import type { Executor } from '../database.ts';

/** Of an operator's verdicts, those that say that there was nothing to be found. */
const noTrouble = ['false-positive', 'test', 'duplicate'] as const;

export interface KnownIncident {
  id: string;
  number: number;
  title: string;
  service: string;
  openedAt: Date;
  resolvedAt: Date | null;
}

/** Incidents of these services that were known at some time in a range, in order of time. */
export async function listKnownIncidents(
  executor: Executor,
  services: readonly string[],
  from: Date,
  to: Date
): Promise<KnownIncident[]> {
  if (services.length === 0) {
    return [];
  }
  const rows = await executor
    .selectFrom('incidents')
    .select(['id', 'number', 'title', 'service', 'openedAt', 'resolvedAt'])
    .where('service', 'in', services)
    .where('isTest', '=', false)
    .where('openedAt', '<=', to)
    .where((row) => row.or([row('resolvedAt', 'is', null), row('resolvedAt', '>=', from)]))
    .where((row) => row.or([row('resolution', 'is', null), row('resolution', 'not in', [...noTrouble])]))
    .orderBy('openedAt')
    .execute();
  return rows.flatMap(({ service, ...row }) => (service === null ? [] : [{ ...row, service }]));
}

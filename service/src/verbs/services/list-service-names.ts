import type { DetectionContext } from '../detection-context.ts';

/** Every service that is watched or was in trouble. */
export async function listServiceNames({ database }: DetectionContext): Promise<string[]> {
  const rows = await database
    .selectFrom('seriesState')
    .select('service')
    .union(database.selectFrom('anomalies').select('service').where('status', '=', 'open'))
    .execute();
  return rows.map(({ service }) => service).sort((first, second) => first.localeCompare(second));
}

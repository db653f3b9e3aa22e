import type { MaskedWindow } from '../detectors/index.ts';
import type { Database } from '../storage/database.ts';

/** An incident that was resolved like this was no trouble: its data is what is usual, or has become so. */
const acceptedResolutions = ['false-positive', 'benign', 'test', 'duplicate'] as const;

/** Per service, the times of its incidents: what was measured then must not be learned as usual. */
export async function readLearningMasks(database: Database, since: Date): Promise<Map<string, MaskedWindow[]>> {
  const rows = await database
    .selectFrom('anomalies')
    .innerJoin('incidents', 'incidents.id', 'anomalies.incidentId')
    .select([
      'anomalies.service as service',
      'anomalies.onsetAt as onsetAt',
      'anomalies.endedAt as endedAt',
      'incidents.number as number',
    ])
    .where((row) => row.or([row('anomalies.endedAt', 'is', null), row('anomalies.endedAt', '>=', since)]))
    .where((row) =>
      row.or([row('incidents.resolution', 'is', null), row('incidents.resolution', 'not in', [...acceptedResolutions])])
    )
    .execute();
  const masks = new Map<string, MaskedWindow[]>();
  for (const { service, onsetAt, endedAt, number } of rows) {
    const window = {
      fromMs: onsetAt.getTime(),
      toMs: endedAt?.getTime() ?? Number.MAX_SAFE_INTEGER,
      reason: `incident ${number}`,
    };
    masks.set(service, [...(masks.get(service) ?? []), window]);
  }
  return masks;
}

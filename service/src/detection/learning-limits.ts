import type { DetectorDefinition } from '@vigil/contract';
import type { AcceptedLevel, MaskedWindow } from '../detectors/index.ts';
import type { Database } from '../storage/database.ts';
import { listAcceptedLevels } from '../storage/repositories/accepted-levels.ts';
import type { DeployWindows } from './deploy-windows.ts';

/** What training must not learn from, and which levels it must learn although they are new. */
export interface LearningLimits {
  masksOf(service: string): readonly MaskedWindow[];
  acceptedOf(seriesKey: string): readonly AcceptedLevel[];
}

/** An incident that was resolved like this was no trouble: its data is what is usual, or has become so. */
const acceptedResolutions = ['false-positive', 'benign', 'test', 'duplicate'] as const;

/**
 * Per service, the times of its troubles: what was measured then must not be learned as usual. Trouble is what somebody
 * called real, and what was in an incident unless somebody called it noise or known, or the incident no trouble.
 */
async function readTroubles(database: Database, since: Date): Promise<Map<string, MaskedWindow[]>> {
  const rows = await database
    .selectFrom('anomalies')
    .leftJoin('incidents', 'incidents.id', 'anomalies.incidentId')
    .select([
      'anomalies.service as service',
      'anomalies.detectorTitle as title',
      'anomalies.onsetAt as onsetAt',
      'anomalies.endedAt as endedAt',
      'anomalies.verdict as verdict',
      'incidents.number as number',
    ])
    .where((row) => row.or([row('anomalies.endedAt', 'is', null), row('anomalies.endedAt', '>=', since)]))
    .where((row) =>
      row.or([
        row('anomalies.verdict', '=', 'real'),
        row.and([
          row('anomalies.verdict', 'is', null),
          row('incidents.id', 'is not', null),
          row.or([
            row('incidents.resolution', 'is', null),
            row('incidents.resolution', 'not in', [...acceptedResolutions]),
          ]),
        ]),
      ])
    )
    .execute();
  const masks = Map.groupBy(rows, ({ service }) => service);
  return new Map(
    [...masks].map(([service, troubles]) => [
      service,
      troubles.map(({ onsetAt, endedAt, number, verdict, title }) => ({
        fromMs: onsetAt.getTime(),
        toMs: endedAt?.getTime() ?? Number.MAX_SAFE_INTEGER,
        reason: verdict === 'real' ? `verdict real: ${title}` : `incident ${number}`,
      })),
    ])
  );
}

/** By series, since when somebody holds its level to be usual. That there is no value is no level to learn. */
async function readAcceptedLevels(database: Database, detectorId: string): Promise<Map<string, AcceptedLevel[]>> {
  const accepted = await listAcceptedLevels(database, { detectorId });
  const levels = Map.groupBy(
    accepted.filter(({ lowest }) => lowest !== null),
    ({ seriesKey }) => seriesKey
  );
  return new Map([...levels].map(([key, rows]) => [key, rows.map(({ since }) => ({ fromMs: since.getTime() }))]));
}

/** Everything that training of a detector must leave out or take in. */
export async function readLearningLimits(
  database: Database,
  deployWindows: DeployWindows,
  { id, serviceLabel, options }: DetectorDefinition,
  nowMs: number
): Promise<LearningLimits> {
  const range = { fromMs: nowMs - options.trainingWindowSeconds * 1000, toMs: nowMs };
  const troubles = await readTroubles(database, new Date(range.fromMs));
  const deploys = await deployWindows(serviceLabel, range, nowMs);
  const accepted = await readAcceptedLevels(database, id);
  return {
    masksOf: (service) => [...(troubles.get(service) ?? []), ...(deploys.get(service) ?? [])],
    acceptedOf: (seriesKey) => accepted.get(seriesKey) ?? [],
  };
}

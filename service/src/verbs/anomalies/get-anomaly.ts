import type { AnomalyReport } from '@vigil/contract';
import { cardAt } from '../../detection/contract-shapes.ts';
import { notFound } from '../../errors.ts';
import { findAnomaly, toAnomaly } from '../../storage/repositories/anomalies.ts';
import { listModelStamps } from '../../storage/repositories/models.ts';
import { watchedKeyOf } from '../../storage/repositories/predictions.ts';
import type { AnomalyRow } from '../../storage/schema.ts';
import { listVerdicts } from '../../storage/repositories/verdicts.ts';
import type { DetectionContext } from '../detection-context.ts';
import { readStandings } from '../feedback/read-standings.ts';
import { recommendActions } from './recommended-actions.ts';
import { readSimilar } from './read-similar.ts';
import { readSnapshot } from './read-snapshot.ts';

/** The detail report. It is served without the snapshot when the metrics source cannot be read. */
export async function getAnomaly(context: DetectionContext, id: string): Promise<AnomalyReport> {
  const { database, clock } = context;
  const row = await findAnomaly(database, id);
  if (row === undefined) {
    throw notFound('anomaly', id);
  }
  const [model] = await listModelStamps(database, { seriesKeys: [watchedKeyOf(row.seriesKey)] });
  return {
    anomaly: toAnomaly(row),
    query: row.query,
    model: model === undefined ? null : cardAt(model.card, clock.now()),
    snapshot: await readSnapshot(context, row),
    recommendedActions: recommendActions(row, await kindsInCompany(context, row)),
    investigationId: await investigationOf(context, row),
    verdicts: await listVerdicts(database, id),
    standing: (await readStandings(context, row.detectorId))(row.detectorId),
    similar: await readSimilar(database, row),
  };
}

async function kindsInCompany(
  { database, clock }: DetectionContext,
  row: AnomalyRow
): Promise<Set<AnomalyRow['kind']>> {
  const others = await database
    .selectFrom('anomalies')
    .select('kind')
    .distinct()
    .where('service', '=', row.service)
    .where('id', '<>', row.id)
    .where('onsetAt', '<=', row.endedAt ?? clock.now())
    .where((other) => other.or([other('endedAt', 'is', null), other('endedAt', '>=', row.onsetAt)]))
    .execute();
  return new Set(others.map(({ kind }) => kind));
}

async function investigationOf({ database }: DetectionContext, row: AnomalyRow): Promise<string | null> {
  if (row.incidentId === null) {
    return null;
  }
  const incident = await database
    .selectFrom('incidents')
    .select('investigationId')
    .where('id', '=', row.incidentId)
    .executeTakeFirst();
  return incident?.investigationId ?? null;
}

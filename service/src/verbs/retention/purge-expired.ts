import type { ServiceContext } from '../../context.ts';
import {
  deleteAlertDeliveries,
  deleteAnomalyRates,
  deleteClosedAnomalies,
  deleteEndedAlerts,
  deleteInvestigations,
  deleteResolvedIncidents,
  deleteTrainingRuns,
} from '../../storage/repositories/retention.ts';
import type { DeleteExpired } from '../../storage/repositories/retention.ts';
import type { ServiceConfig } from '../../config.ts';
import { lockCorrelation } from '../incidents/correlation-lock.ts';

interface Purge {
  what: string;
  keptFor: keyof ServiceConfig['retention'];
  deleteExpired: DeleteExpired;
}

/** Incidents first: what was in a deleted one is no longer in any. */
const purges: readonly Purge[] = [
  { what: 'incidents', keptFor: 'resolvedIncidentsDays', deleteExpired: deleteResolvedIncidents },
  { what: 'investigations', keptFor: 'investigationsDays', deleteExpired: deleteInvestigations },
  { what: 'anomalies', keptFor: 'closedAnomaliesDays', deleteExpired: deleteClosedAnomalies },
  { what: 'anomaly rates', keptFor: 'anomalyRatesDays', deleteExpired: deleteAnomalyRates },
  { what: 'trainings', keptFor: 'closedAnomaliesDays', deleteExpired: deleteTrainingRuns },
  { what: 'alerts', keptFor: 'alertDeliveriesDays', deleteExpired: deleteEndedAlerts },
  { what: 'deliveries', keptFor: 'alertDeliveriesDays', deleteExpired: deleteAlertDeliveries },
];

const dayMs = 86_400_000;

export interface PurgeOptions {
  /** Rows per transaction, so that none holds its locks for long. */
  batchSize?: number;
  signal?: AbortSignal;
}

/**
 * Deletes what is older than the configuration keeps. What is open, and what an incident that is kept consists of,
 * stays. Stops between two batches when the signal says so; the next run goes on.
 */
export async function purgeExpired(
  context: ServiceContext,
  { batchSize = 500, signal }: PurgeOptions = {}
): Promise<void> {
  const { clock, config, logger, metrics } = context;
  for (const { what, keptFor, deleteExpired } of purges) {
    const before = new Date(clock.now().getTime() - config.retention[keptFor] * dayMs);
    let total = 0;
    let count = batchSize;
    while (count === batchSize && signal?.aborted !== true) {
      count = await deleteBatch(context, deleteExpired, before, batchSize);
      total += count;
    }
    metrics.purged.inc({ what }, total);
    logger.info({ what, deleted: total, before }, 'purged what is no longer kept');
  }
}

function deleteBatch(
  { database }: ServiceContext,
  deleteExpired: DeleteExpired,
  before: Date,
  limit: number
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    await lockCorrelation(transaction);
    return deleteExpired(transaction, before, limit);
  });
}

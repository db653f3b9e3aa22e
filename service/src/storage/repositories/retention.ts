import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Executor } from '../database.ts';

/** Deletes at most `limit` rows that are older than `before`; answers how many it deleted. */
export type DeleteExpired = (executor: Executor, before: Date, limit: number) => Promise<number>;

/** Resolved incidents in which nothing goes on, with their timeline and the notes of who was in them. */
export const deleteResolvedIncidents: DeleteExpired = async (executor, before, limit) =>
  deleted(
    executor,
    sql`DELETE FROM incidents WHERE id IN (
      SELECT id FROM incidents AS old
      WHERE status = 'resolved' AND resolved_at < ${before}
        AND NOT EXISTS (SELECT FROM anomalies WHERE incident_id = old.id AND status = 'open')
        AND NOT EXISTS (SELECT FROM alert_episodes WHERE incident_id = old.id AND status = 'firing')
      ORDER BY resolved_at LIMIT ${limit})`
  );

/** Closed anomalies that are in no incident. */
export const deleteClosedAnomalies: DeleteExpired = async (executor, before, limit) =>
  deleted(
    executor,
    sql`DELETE FROM anomalies WHERE id IN (
      SELECT id FROM anomalies AS old
      WHERE status = 'closed' AND ended_at < ${before}
        AND NOT EXISTS (SELECT FROM incident_members WHERE kind = 'anomaly' AND member_id = old.id)
      ORDER BY ended_at LIMIT ${limit})`
  );

/** Ended alerts that are in no incident. */
export const deleteEndedAlerts: DeleteExpired = async (executor, before, limit) =>
  deleted(
    executor,
    sql`DELETE FROM alert_episodes WHERE id IN (
      SELECT id FROM alert_episodes AS old
      WHERE status = 'resolved' AND last_seen_at < ${before}
        AND NOT EXISTS (SELECT FROM incident_members WHERE kind = 'alert' AND member_id = old.id)
      ORDER BY last_seen_at LIMIT ${limit})`
  );

/** Notifications that need not be placed any more. */
export const deleteAlertDeliveries: DeleteExpired = async (executor, before, limit) =>
  deleted(
    executor,
    sql`DELETE FROM alert_deliveries WHERE id IN (
      SELECT id FROM alert_deliveries
      WHERE status IN ('processed', 'dead') AND received_at < ${before}
      ORDER BY received_at LIMIT ${limit})`
  );

/** What became of trainings, which nobody looks up after so long. */
export const deleteTrainingRuns: DeleteExpired = async (executor, before, limit) =>
  deleted(
    executor,
    sql`DELETE FROM training_runs WHERE id IN (
      SELECT id FROM training_runs WHERE requested_at < ${before}
      ORDER BY requested_at LIMIT ${limit})`
  );

/** Finished investigations that are not about an incident that is kept. */
export const deleteInvestigations: DeleteExpired = async (executor, before, limit) =>
  deleted(
    executor,
    sql`DELETE FROM investigations WHERE id IN (
      SELECT id FROM investigations
      WHERE status IN ('done', 'failed') AND incident_id IS NULL AND created_at < ${before}
      ORDER BY created_at LIMIT ${limit})`
  );

/** Anomaly rates by the age of their bucket. */
export const deleteAnomalyRates: DeleteExpired = async (executor, before, limit) =>
  deleted(
    executor,
    sql`DELETE FROM anomaly_rates WHERE (service, instance, bucket_at) IN (
      SELECT service, instance, bucket_at FROM anomaly_rates
      WHERE bucket_at < ${before}
      ORDER BY bucket_at LIMIT ${limit})`
  );

async function deleted(executor: Executor, statement: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await statement.execute(executor);
  return Number(numAffectedRows ?? 0n);
}

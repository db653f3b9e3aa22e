import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  sql`ALTER TABLE alert_deliveries
    ADD COLUMN signature text UNIQUE,
    ADD COLUMN attempts integer NOT NULL DEFAULT 0,
    ADD COLUMN next_attempt_at timestamptz NOT NULL DEFAULT now(),
    DROP CONSTRAINT alert_deliveries_status_check,
    ADD CONSTRAINT alert_deliveries_status_check CHECK (status IN ('stored', 'processed', 'failed', 'dead'))`,
  sql`DROP INDEX alert_deliveries_unprocessed`,
  sql`CREATE INDEX alert_deliveries_waiting ON alert_deliveries (attempts, next_attempt_at)
    WHERE status IN ('stored', 'failed')`,

  sql`ALTER TABLE alert_episodes
    ALTER COLUMN delivery_id DROP NOT NULL,
    DROP CONSTRAINT alert_episodes_delivery_id_fkey,
    ADD CONSTRAINT alert_episodes_delivery_id_fkey
      FOREIGN KEY (delivery_id) REFERENCES alert_deliveries (id) ON DELETE SET NULL`,
  sql`CREATE INDEX alert_episodes_ended ON alert_episodes (last_seen_at) WHERE status = 'resolved'`,
  sql`CREATE INDEX anomalies_ended ON anomalies (ended_at) WHERE status = 'closed'`,
  sql`CREATE INDEX incidents_resolved ON incidents (resolved_at) WHERE status = 'resolved'`,
];

/** Deliveries are known by their signature, are tried a bounded number of times, and can go before their episodes. */
export const intakeAndRetention: Migration = {
  async up(database) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};

import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  sql`CREATE TABLE anomaly_rates (
    service text NOT NULL,
    instance text NOT NULL,
    bucket_at timestamptz NOT NULL,
    scored_seconds double precision NOT NULL,
    anomalous_seconds double precision NOT NULL,
    peak_score double precision NOT NULL,
    PRIMARY KEY (service, instance, bucket_at)
  )`,
  sql`CREATE INDEX anomaly_rates_of_services ON anomaly_rates (bucket_at, service) WHERE instance = ''`,
  sql`CREATE INDEX anomaly_rates_by_age ON anomaly_rates (bucket_at)`,
];

/** How anomalous each service and instance was over time, so that a day of a large fleet can be drawn at once. */
export const anomalyRates: Migration = {
  async up(database) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};

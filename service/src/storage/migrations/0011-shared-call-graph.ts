import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What one replica reads for all of them, and what must not be begun by two. */
export const sharedCallGraph: Migration = {
  async up(database) {
    await sql`CREATE TABLE call_graphs (
      name text PRIMARY KEY,
      edges jsonb NOT NULL,
      read_at timestamptz NOT NULL
    )`.execute(database);
    // Of several that were begun at once the oldest stays the incident's own.
    await sql`UPDATE investigations AS later SET trigger = 'manual' WHERE trigger = 'incident' AND EXISTS (
      SELECT FROM investigations AS first WHERE first.incident_id = later.incident_id AND first.trigger = 'incident'
        AND (first.created_at, first.id) < (later.created_at, later.id))`.execute(database);
    await sql`CREATE UNIQUE INDEX investigations_one_per_incident ON investigations (incident_id)
      WHERE trigger = 'incident'`.execute(database);
  },
};

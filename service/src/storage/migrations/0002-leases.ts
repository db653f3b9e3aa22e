import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who does what only one replica may do at a time. */
export const leases: Migration = {
  async up(database) {
    await sql`CREATE TABLE leases (
      name text PRIMARY KEY,
      holder text NOT NULL,
      expires_at timestamptz NOT NULL
    )`.execute(database);
  },
};

import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the replica that scores has seen, for the others to tell. */
export const scoringState: Migration = {
  async up(database) {
    await sql`CREATE TABLE scoring_state (
      name text PRIMARY KEY,
      state text NOT NULL,
      since timestamptz NOT NULL,
      message text NOT NULL,
      failing jsonb NOT NULL,
      scored_at timestamptz
    )`.execute(database);
  },
};

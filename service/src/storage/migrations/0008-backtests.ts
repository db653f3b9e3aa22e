import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  sql`CREATE TABLE backtests (
    id text PRIMARY KEY,
    title text NOT NULL,
    request jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    progress double precision NOT NULL,
    message text NOT NULL,
    result jsonb NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz
  )`,
  sql`CREATE INDEX backtests_newest ON backtests (created_at DESC)`,
];

/** Replays of history, with what they would have found. */
export const backtests: Migration = {
  async up(database) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};

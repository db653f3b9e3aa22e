import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  sql`CREATE TABLE mutes (
    id text PRIMARY KEY,
    detector_id text NOT NULL,
    service text NOT NULL,
    series_key text,
    reason text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    ended_by text,
    ended_at timestamptz
  )`,
  sql`CREATE INDEX mutes_in_force ON mutes (until) WHERE ended_at IS NULL`,
  sql`CREATE INDEX mutes_newest ON mutes (created_at DESC)`,

  sql`CREATE TABLE training_runs (
    id text PRIMARY KEY,
    detector_id text,
    trigger text NOT NULL CHECK (trigger IN ('start', 'schedule', 'request')),
    requested_by text NOT NULL,
    status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed')),
    requested_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    detectors_total integer NOT NULL,
    detectors_done integer NOT NULL,
    series_trained integer NOT NULL,
    error text
  )`,
  sql`CREATE INDEX training_runs_newest ON training_runs (requested_at DESC)`,
];

/** Mutes are ended, never deleted: who muted what and why stays visible. Trainings tell how far they have come. */
export const mutesAndTrainings: Migration = {
  async up(database) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};

import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  sql`CREATE TABLE stored_detectors (
    id text PRIMARY KEY,
    origin text NOT NULL CHECK (origin IN ('own', 'preset')),
    settings jsonb NOT NULL,
    version integer NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL
  )`,
  sql`CREATE TABLE detector_fingerprints (
    detector_id text PRIMARY KEY,
    query text NOT NULL,
    options text NOT NULL
  )`,
];

/** Detectors made and presets changed by people, and what each detector was when its models were last asked for. */
export const storedDetectors: Migration = {
  async up(database) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};

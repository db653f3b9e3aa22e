import { zstdCompressSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const tables = [
  sql`CREATE TABLE replicas (
    id text PRIMARY KEY,
    name text NOT NULL,
    started_at timestamptz NOT NULL,
    lease_until timestamptz NOT NULL,
    state text NOT NULL,
    since timestamptz NOT NULL,
    message text NOT NULL,
    failing jsonb NOT NULL,
    scored_at timestamptz
  )`,
  sql`CREATE TABLE scoring_shards (
    id text PRIMARY KEY,
    detector_id text NOT NULL,
    part integer NOT NULL,
    parts integer NOT NULL CHECK (part >= 0 AND part < parts),
    owner text,
    released_at timestamptz,
    fencing integer NOT NULL DEFAULT 0,
    scored_through timestamptz NOT NULL,
    series integer NOT NULL DEFAULT 0,
    trained integer NOT NULL DEFAULT 0,
    checkpoint bytea,
    UNIQUE (detector_id, part, parts)
  )`,
  // Compressed already.
  sql`ALTER TABLE scoring_shards ALTER COLUMN checkpoint SET STORAGE EXTERNAL`,
  sql`CREATE TABLE shard_journal (
    shard_id text NOT NULL REFERENCES scoring_shards (id) ON DELETE CASCADE,
    sequence integer NOT NULL,
    input bytea NOT NULL,
    PRIMARY KEY (shard_id, sequence)
  )`,
  sql`CREATE INDEX models_newest ON models (trained_at)`,
];

const cleanup = [
  sql`ALTER TABLE series_state DROP COLUMN scorer_state, DROP COLUMN interval_state, DROP COLUMN open_anomaly_id`,
  // Updates of the newest score find room in the row's own page.
  sql`ALTER TABLE series_state SET (fillfactor = 70)`,
  sql`DROP TABLE scoring_state`,
];

/** Who scores what, and where the scoring of each shard stands. */
export const scoringShards: Migration = {
  async up(database) {
    for (const statement of tables) {
      await statement.execute(database);
    }
    await moveStates(database);
    for (const statement of cleanup) {
      await statement.execute(database);
    }
  },
};

interface StateRow {
  detectorId: string;
  seriesKey: string;
  scorer: unknown;
  interval: { silentMs?: number };
  lastTimestamp: Date | null;
  trainedTo: string | null;
}

/** The state of every series becomes the first checkpoint of its detector's only shard. */
async function moveStates(database: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<StateRow>`
    SELECT s.detector_id AS "detectorId", s.series_key AS "seriesKey", s.scorer_state AS "scorer",
      s.interval_state AS "interval", s.last_timestamp AS "lastTimestamp", m.card ->> 'trainedTo' AS "trainedTo"
    FROM series_state AS s LEFT JOIN models AS m ON m.series_key = s.series_key
    ORDER BY s.series_key`.execute(database);
  for (const [detectorId, states] of Map.groupBy(rows, (row) => row.detectorId)) {
    const timestampsMs = states.flatMap(({ lastTimestamp }) => lastTimestamp?.getTime() ?? []);
    if (timestampsMs.length > 0) {
      const scoredThrough = new Date(Math.max(...timestampsMs));
      const trained = states.filter(({ trainedTo }) => trainedTo !== null).length;
      await sql`INSERT INTO scoring_shards (id, detector_id, part, parts, scored_through, series, trained, checkpoint)
        VALUES (gen_random_uuid()::text, ${detectorId}, 0, 1, ${scoredThrough}, ${states.length}, ${trained},
          ${checkpointOf(states)})`.execute(database);
    }
  }
}

function checkpointOf(states: readonly StateRow[]): Buffer {
  const lines = states.map(({ seriesKey, scorer, interval, lastTimestamp, trainedTo }) => {
    const { silentMs = 0, ...rest } = interval;
    return JSON.stringify({
      key: seriesKey,
      trainedToMs: trainedTo === null ? null : Date.parse(trainedTo),
      scorer,
      interval: rest,
      silentMs,
      lastTimestampMs: lastTimestamp?.getTime() ?? null,
    });
  });
  return zstdCompressSync(Buffer.from([JSON.stringify({ version: 1 }), ...lines].join('\n')));
}

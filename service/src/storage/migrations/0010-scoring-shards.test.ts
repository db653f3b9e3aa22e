import { zstdDecompressSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from './index.ts';

let database: Kysely<unknown>;
let migrator: Migrator;

beforeAll(async () => {
  const pglite = await PGlite.create('memory://');
  database = new Kysely({ dialect: new PGliteDialect({ pglite }) });
  migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  expect((await migrator.migrateTo('0009-anomaly-rates')).error).toBeUndefined();
}, 120_000);
afterAll(() => database.destroy());

it('has scoring go on where it stood: the stored states become the first checkpoints', async () => {
  const [key, untrained] = ['cpu{service="a"}', 'cpu{service="b"}'];
  const scoredAt = new Date('2026-03-02T10:00:00Z');
  const interval = JSON.stringify({ recent: [true], silentMs: 30_000 });
  await sql`INSERT INTO series_state VALUES
    (${key}, 'cpu', 'a', '{}', '{"lastMs": 5}', ${interval}::jsonb, ${scoredAt}, 0.5, 7, NULL),
    (${untrained}, 'cpu', 'b', '{}', 'null', '{"recent": []}', ${scoredAt}, NULL, 3, NULL),
    ('new{}', 'new', 'b', '{}', 'null', '{"recent": []}', NULL, NULL, NULL, NULL)`.execute(database);
  await sql`INSERT INTO models (series_key, detector_id, service, labels, kind, snapshot, card, trained_at)
    VALUES (${key}, 'cpu', 'a', '{}', 'ensemble', '{}', '{"trainedTo": "2026-03-02T09:00:00.000Z"}', now())`.execute(
    database
  );
  expect((await migrator.migrateToLatest()).error).toBeUndefined();

  const { rows } = await sql<{ detector_id: string; scored_through: Date; trained: number; checkpoint: Uint8Array }>`
    SELECT * FROM scoring_shards`.execute(database);
  expect(rows).toMatchObject([
    { detector_id: 'cpu', part: 0, parts: 1, scored_through: scoredAt, series: 2, trained: 1 },
  ]);
  const lines = zstdDecompressSync(rows[0]!.checkpoint).toString().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { version: 1 },
    {
      key,
      trainedToMs: Date.parse('2026-03-02T09:00:00.000Z'),
      scorer: { lastMs: 5 },
      interval: { recent: [true] },
      silentMs: 30_000,
      lastTimestampMs: scoredAt.getTime(),
    },
    expect.objectContaining({ key: untrained, trainedToMs: null, scorer: null, silentMs: 0 }),
  ]);
  const noted = await sql<{
    last_score: number | null;
  }>`SELECT last_score FROM series_state ORDER BY series_key`.execute(database);
  expect(noted.rows.map(({ last_score: score }) => score)).toEqual([0.5, null, null]);
});

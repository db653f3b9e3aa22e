import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import type { Dialect, Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { lockDataDirectory } from './data-directory-lock.ts';
import { migrations } from './migrations/index.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
/** A database or an open transaction; with PGlite's one connection the outer database must not be used inside one. */
export type Executor = Kysely<Schema> | Transaction<Schema>;

export type DatabaseLocation =
  { kind: 'postgres'; url: string; maxConnections?: number } | { kind: 'directory'; path: string } | { kind: 'memory' };

/** Where the job queue keeps its tables: the embedded engine itself, or an address to open its own connections to. */
export type QueueBackend = { kind: 'pglite'; pglite: PGlite } | { kind: 'postgres'; url: string };

export interface OpenedDatabase {
  database: Database;
  queueBackend: QueueBackend;
  close(): Promise<void>;
}

const embeddedSettings = ['-c', 'shared_buffers=16MB', '-c', 'fsync=on'];
const int8 = 20;

/** Opens the database and brings its schema up to date; throws when another process owns the data folder. */
export async function openDatabase(location: DatabaseLocation): Promise<OpenedDatabase> {
  const opened = location.kind === 'postgres' ? openPostgres(location) : await openEmbedded(location);
  try {
    await migrate(opened.database);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return opened;
}

export async function ping(database: Database): Promise<void> {
  await sql`SELECT 1`.execute(database);
}

function openPostgres({ url, maxConnections }: { url: string; maxConnections?: number }): OpenedDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'vigil',
    types: { getTypeParser: postgresTypeParser },
  });
  // An idle connection that breaks is replaced at the next query, which reports what is wrong.
  pool.on('error', () => undefined);
  const database = kyselyOn(new PostgresDialect({ pool }));
  return { database, queueBackend: { kind: 'postgres', url }, close: () => database.destroy() };
}

/** Counts come as numbers, as they do from PGlite. */
function postgresTypeParser(
  ...[id, format]: Parameters<typeof pg.types.getTypeParser>
): ReturnType<typeof pg.types.getTypeParser> {
  return id === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(id, format);
}

async function openEmbedded(
  location: { kind: 'directory'; path: string } | { kind: 'memory' }
): Promise<OpenedDatabase> {
  const lock = location.kind === 'directory' ? lockDataDirectory(location.path) : null;
  try {
    const pglite = await PGlite.create({
      dataDir: location.kind === 'directory' ? join(location.path, 'pglite') : 'memory://',
      startParams: [...PGlite.defaultStartParams, ...embeddedSettings],
    });
    const database = kyselyOn(new PGliteDialect({ pglite }));
    const close = async () => {
      await database.destroy();
      if (!pglite.closed) {
        await pglite.close();
      }
      lock?.release();
    };
    return { database, queueBackend: { kind: 'pglite', pglite }, close };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function kyselyOn(dialect: Dialect): Database {
  return new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });
}

async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new Error('bringing the database schema up to date failed', { cause: error });
  }
}

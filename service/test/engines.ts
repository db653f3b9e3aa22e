import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, inject } from 'vitest';
import type { DatabaseLocation } from '../src/storage/database.ts';

export interface Engine {
  /** An empty database of its own. */
  newLocation(): Promise<DatabaseLocation>;
}

const embedded: Engine = { newLocation: async () => ({ kind: 'memory' }) };

/** The same tests on the embedded engine and on a real server; the second is skipped where it cannot run, saying why. */
export function describeOnEachEngine(name: string, tests: (engine: Engine) => void): void {
  describe(`${name} on PGlite`, () => tests(embedded));
  describeOnPostgres(name, tests);
}

export function describeOnPostgres(name: string, tests: (engine: Engine) => void): void {
  const postgres = inject('postgres');
  if ('unavailable' in postgres) {
    describe.skip(`${name} on PostgreSQL (skipped: ${postgres.unavailable})`, () => tests(embedded));
    return;
  }
  describe(`${name} on PostgreSQL`, () => tests({ newLocation: () => createDatabase(postgres.url) }));
}

async function createDatabase(serverUrl: string): Promise<DatabaseLocation> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${serverUrl}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return { kind: 'postgres', url: `${serverUrl}/${name}` };
}

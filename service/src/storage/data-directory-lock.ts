import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;

export interface DataDirectoryLock {
  release(): void;
}

export class DataDirectoryInUseError extends Error {
  constructor(directory: string) {
    super(
      `the data folder ${directory} is in use by another Vigil process; stop that one, choose another folder with ` +
        `VIGIL_DATA_DIR, or set DATABASE_URL to share a PostgreSQL`
    );
    this.name = 'DataDirectoryInUseError';
  }
}

/**
 * Locks a data folder for this process. PGlite has no lock of its own and two openers silently diverge. An SQLite
 * transaction holds an operating-system lock, which ends with the process however that ends.
 */
export function lockDataDirectory(directory: string): DataDirectoryLock {
  mkdirSync(directory, { recursive: true });
  const lock = new DatabaseSync(join(directory, 'vigil.lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new DataDirectoryInUseError(directory) : error;
  }
  return { release: () => lock.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DataDirectoryInUseError, lockDataDirectory } from './data-directory-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('is held by one at a time, until released', () => {
  const path = join(folder, 'data', 'of-vigil');
  const lock = lockDataDirectory(path);
  expect(() => lockDataDirectory(path)).toThrow(DataDirectoryInUseError);
  expect(() => lockDataDirectory(path)).toThrow(/VIGIL_DATA_DIR/);
  lockDataDirectory(join(folder, 'another')).release();
  lock.release();
  lockDataDirectory(path).release();
});

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findMissingCommands } from './required-commands.mjs';

it('finds what is not executable on the path, with its purpose', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigil-commands-'));
  await writeFile(path.join(folder, 'npm'), '');
  await chmod(path.join(folder, 'npm'), 0o755);
  await writeFile(path.join(folder, 'go'), '');
  await chmod(path.join(folder, 'go'), 0o644);
  try {
    expect(findMissingCommands({ npm: 'installs', go: 'builds' }, `/does-not-exist:${folder}`)).toEqual([
      ['go', 'builds'],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A hash of names and contents of files and of everything below folders; what does not exist counts as such. */
export async function hashContents(root: string, entries: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const entry of entries) {
    for (const file of await listFiles(path.join(root, entry))) {
      hash
        .update(path.relative(root, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function listFiles(entry: string): Promise<string[]> {
  const found = await stat(entry).catch(() => undefined);
  if (!found?.isDirectory()) {
    return found ? [entry] : [];
  }
  const children = await readdir(entry, { recursive: true, withFileTypes: true });
  return children
    .filter((child) => child.isFile())
    .map((child) => path.join(child.parentPath, child.name))
    .toSorted();
}

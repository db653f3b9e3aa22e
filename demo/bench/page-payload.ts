import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BenchRow, compare } from './row.ts';

/** What the browser loads before a Vigil page is opened, against the whole plugin: code splitting at work. */
export async function pagePayloadRows(dist: string): Promise<BenchRow[]> {
  const names = (await readdir(dist)).filter((name) => name.endsWith('.js'));
  const sizes = await Promise.all(
    names.map(async (name) => ({ name, kilobytes: gzipSync(await readFile(path.join(dist, name))).length / 1024 }))
  );
  const entry = sizes.find(({ name }) => name === 'module.js');
  if (!entry) {
    throw new Error(`there is no module.js in ${dist}: run npm run build first`);
  }
  const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
  return [compare('plugin entry, gzip', 'KiB', entry.kilobytes, { name: 'all pages together', value: total })];
}

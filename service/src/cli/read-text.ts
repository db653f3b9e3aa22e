import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Reads a text file, gzipped when its name ends in `.gz`. */
export async function readText(file: string): Promise<string> {
  const content = await readFile(file);
  return (file.endsWith('.gz') ? await promisify(gunzip)(content) : content).toString('utf8');
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readCsvColumn } from './read-csv.ts';

const LIST = 'systems.json';
const systemsSchema = z.record(z.string(), z.string().min(1));

export interface LogSystem {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Reads one system after the other from a folder of `systems.json` (name → file) and CSV files with a column `content`. */
export async function* readLogFolder(folder: string): AsyncGenerator<LogSystem> {
  const list = systemsSchema.safeParse(JSON.parse(await readFile(path.join(folder, LIST), 'utf8')));
  if (!list.success) {
    throw new Error(`${LIST} must be an object of names and files`);
  }
  for (const [name, file] of Object.entries(list.data)) {
    yield { name, lines: await readLines(folder, file) };
  }
}

async function readLines(folder: string, file: string): Promise<string[]> {
  const text = await readFile(path.join(folder, file), 'utf8');
  try {
    return readCsvColumn(text, 'content');
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

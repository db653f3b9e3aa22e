import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTemplateMiner } from '@vigil/service/templates';
import { logLines } from './log-lines.ts';
import { processorSeconds } from './processor-time.ts';
import { preparePython, PythonUnavailable } from './python-environment.ts';
import { type BenchRow, compare, withoutReference } from './row.ts';

const lineCount = 200_000;
const throughput = ['log templates, one core', 'lines/s'] as const;

/** One pass over log lines, here and in Drain3 as it comes. */
export async function templateRows(root: string): Promise<BenchRow[]> {
  const lines = logLines(lineCount);
  const vigil = lineCount / processorSeconds(() => mine(lines));
  try {
    const seconds = await measureDrain(root, lines);
    return [compare(...throughput, vigil, { name: 'Drain3', value: lineCount / seconds }, { atLeast: 4 })];
  } catch (error) {
    if (!(error instanceof PythonUnavailable)) {
      throw error;
    }
    return [withoutReference(...throughput, vigil, `Drain3 is not available: ${error.message}`)];
  }
}

function mine(lines: readonly string[]): void {
  const miner = createTemplateMiner();
  for (const line of lines) {
    miner.add(line);
  }
  miner.consolidate();
}

async function measureDrain(root: string, lines: readonly string[]): Promise<number> {
  const python = await preparePython(root);
  const folder = await mkdtemp(path.join(tmpdir(), 'vigil-bench-'));
  try {
    const file = path.join(folder, 'lines');
    await writeFile(file, lines.join('\n'));
    const [seconds] = (await python.run('log_templates.py', [file])).split(' ');
    return Number(seconds);
  } finally {
    await rm(folder, { recursive: true });
  }
}

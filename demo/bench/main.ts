import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { detectionTimeRows } from './detection-time.ts';
import { pagePayloadRows } from './page-payload.ts';
import { type BenchRow, formatRows } from './row.ts';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** In a process of its own, so that nothing else is on the heap that it measures. */
async function scoringRows(): Promise<BenchRow[]> {
  const script = path.join(import.meta.dirname, 'scoring.ts');
  const { stdout } = await run(process.execPath, ['--expose-gc', script]);
  return JSON.parse(stdout) as BenchRow[];
}

async function payloadRows(): Promise<BenchRow[]> {
  const dist = path.join(root, 'dist');
  if (!existsSync(path.join(dist, 'module.js'))) {
    console.error('building the plugin…');
    await run('npm', ['run', 'build'], { cwd: root, maxBuffer: 2 ** 26 });
  }
  return pagePayloadRows(dist);
}

const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const rows: BenchRow[] = [];
for (const [title, measure] of [
  ['scoring', scoringRows],
  ['page payload', payloadRows],
  ['fault to incident', () => detectionTimeRows(root)],
] as const) {
  console.error(`measuring ${title}…`);
  rows.push(...(await measure()));
}
console.log(options.json ? JSON.stringify({ rows }) : formatRows(rows));

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { buildStack } from '../stack/build.ts';
import { apiLatencyRows } from './api-latency.ts';
import { detectionTimeRows } from './detection-time.ts';
import { isolationForestRows } from './isolation-forest.ts';
import { liveSeriesRows } from './live-series.ts';
import { pagePayloadRows } from './page-payload.ts';
import { describeRun, writeResults } from './results.ts';
import { type BenchRow, formatRows, missesLimit } from './row.ts';
import { templateRows } from './templates.ts';

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

async function withPrometheus(measure: () => Promise<BenchRow[]>): Promise<BenchRow[]> {
  await buildStack({ report: (line) => console.error(line) });
  return measure();
}

const measures: ReadonlyArray<readonly [string, () => Promise<BenchRow[]>]> = [
  ['scoring', scoringRows],
  ['isolation forest', () => isolationForestRows(root)],
  ['log templates', () => templateRows(root)],
  ['live series', () => withPrometheus(() => liveSeriesRows(root))],
  ['API latency', () => withPrometheus(() => apiLatencyRows(root))],
  ['page payload', payloadRows],
  ['fault to incident', () => detectionTimeRows(root)],
];

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
  },
});
const unknown = options.only.filter((only) => measures.every(([title]) => title !== only));
if (unknown.length > 0) {
  throw new Error(`--only takes ${measures.map(([title]) => `"${title}"`).join(', ')}, not "${unknown.join('", "')}"`);
}
const rows: BenchRow[] = [];
for (const [title, measure] of measures) {
  if (options.only.length === 0 || options.only.includes(title)) {
    console.error(`measuring ${title}…`);
    rows.push(...(await measure()));
  }
}
if (options.write) {
  await writeResults(root, await describeRun(root, process.argv.slice(2)), rows);
}
console.log(options.json ? JSON.stringify({ rows }) : formatRows(rows));
process.exitCode = rows.some(missesLimit) ? 1 : 0;

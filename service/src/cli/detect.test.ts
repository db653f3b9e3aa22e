import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { seededRandom } from '../detectors/random.ts';
import { runCli } from './run-cli.ts';

const ROWS = 1500;
const FAULT_AT = 1200;
let folder: string;
let data: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigil-cli-'));
  data = path.join(folder, 'data');
  await mkdir(data);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runCli(['detect', '--data', data, '--out', path.join(folder, 'out.json'), ...args], {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
  });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

async function given(file: string, text: string): Promise<void> {
  await writeFile(path.join(data, 'series.json'), JSON.stringify({ cpu: { file } }));
  await writeFile(path.join(data, file), file.endsWith('.gz') ? gzipSync(text) : text);
}

async function scores(): Promise<Array<number | null>> {
  return JSON.parse(await readFile(path.join(folder, 'out.json'), 'utf8')).cpu;
}

/** Five-minute samples with noise and, from the fault on, ten times as much. */
function timed(rows = ROWS): string {
  const random = seededRandom(2);
  const lines = Array.from({ length: rows }, (_, row) => {
    const time = new Date(Date.UTC(2026, 0, 5) + row * 300_000).toISOString().slice(0, 19).replace('T', ' ');
    return `${time},${(row >= FAULT_AT ? 500 : 50) + random()}`;
  });
  return ['timestamp,value', ...lines, ''].join('\n');
}

/** Two metrics without times that move together but for a stretch in the middle. */
function untimed(): string {
  const random = seededRandom(2);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const load = Math.sin(row / 30);
    return `${load + random() / 10},${(row >= 700 && row < 760 ? -load : load) + random() / 10},1`;
  });
  return ['m00,m01,m02', ...lines, ''].join('\n');
}

it('streams files that have times: one alert where the fault begins', async () => {
  await given('cpu.csv', timed());
  const { code, out, error } = await run();

  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toMatch(/^cpu: 1500 rows, \d+ from 1, streaming$/);
  const alerts = (await scores()).flatMap((score, row) => (score! >= 1 ? [row] : []));
  expect(alerts[0]).toBe(FAULT_AT);
  expect(alerts.length).toBeLessThan(10);
});

it('never looks ahead when streaming', async () => {
  await given('cpu.csv', timed());
  await run('--mode', 'streaming');
  const whole = await scores();
  await given('cpu.csv', timed(FAULT_AT + 1));
  await run('--mode', 'streaming');

  expect(await scores()).toEqual(whole.slice(0, FAULT_AT + 1));
});

it('scores files without times offline, from all of their metrics', async () => {
  await given('cpu.csv.gz', untimed());
  const { code, out } = await run();

  expect(code).toBe(0);
  expect(out).toContain('offline');
  const found = (await scores()).map((score) => score!);
  const peak = found.indexOf(Math.max(...found));
  expect(peak).toBeGreaterThan(690);
  expect(peak).toBeLessThan(770);
});

it('has no score for a row without a value', async () => {
  await given('cpu.csv', timed().replace(/(\n.*04:10:00),.*/, '$1,'));
  await run();
  expect((await scores()).indexOf(null)).toBe(50);
});

it.each([
  [['--mode', 'psychic'], 2, '--mode is psychic; it can be streaming or offline'],
  [['--window', '3'], 2, "Unknown option '--window'"],
])('refuses %j', async (args, code, reason) => {
  await given('cpu.csv', timed(3));
  const result = await run(...args);
  expect(result.code).toBe(code);
  expect(result.error).toContain(reason);
});

it.each([
  ['timestamp,value\nyesterday,1\n', 'cpu.csv: row 1 has the timestamp yesterday'],
  ['timestamp\n2026-01-01 00:00:00\n', 'cpu.csv: there is no column with a metric'],
])('names the file and the row that it cannot read', async (text, reason) => {
  await given('cpu.csv', text);
  const result = await run();
  expect(result.code).toBe(1);
  expect(result.error).toContain(reason);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backtestResult } from '@vigil/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noise } from '../../test/detection-harness.ts';
import { json, startFakeServer } from '../telemetry/testing/fake-server.ts';
import type { FakeServer } from '../telemetry/testing/fake-server.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-backtest-'));
const faultSeconds = Date.parse('2026-03-10T12:00:00Z') / 1000;
const range = ['--from', '2026-03-09T00:00:00Z', '--to', '2026-03-11T00:00:00Z'];
let prometheus: FakeServer;

function valueAt(seconds: number): number {
  const isBroken = seconds >= faultSeconds && seconds < faultSeconds + 3600;
  return (isBroken ? 4 : 1) * (5 + noise(seconds * 1000));
}

beforeAll(async () => {
  prometheus = await startFakeServer((request, response, url) => {
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(url.searchParams.get(name)));
    const values: Array<[number, string]> = [];
    for (let at = start!; at <= end!; at += step!) {
      values.push([at, String(valueAt(at))]);
    }
    const isAsked = url.searchParams.get('query') === 'latency';
    const result = isAsked ? [{ metric: { service: 'shop' }, values }] : [];
    json({ status: 'success', data: { resultType: 'matrix', result } })(request, response, url);
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await prometheus.close();
});

async function run(...args: string[]) {
  const lines: string[] = [];
  const code = await runCli(['backtest', ...args], {
    out: (text) => lines.push(text),
    error: (text) => lines.push(text),
  });
  return { code, text: lines.join('\n') };
}

it('prints what would have been found, and how much per week at each sensitivity', async () => {
  const { code, text } = await run('--prometheus', prometheus.url, '--query', 'latency', '--step', '300', ...range);
  expect(code).toBe(0);
  expect(text).toContain('1 of 1 series');
  expect(text).toMatch(/2026-03-10T12:00:00.000Z .*critical .*service=shop/);
  expect(text).toMatch(/sensitivity +fires +per week/);
}, 60_000);

it('prints and writes JSON', async () => {
  const out = join(folder, 'result.json');
  const flags = ['--prometheus', prometheus.url, '--query', 'latency', '--step', '600', '--json', '--out', out];
  const { text } = await run(...flags, ...range);
  const printed = backtestResult.parse(JSON.parse(text));
  expect(printed.levels.find(({ sensitivity }) => sensitivity === 1)?.fires).toHaveLength(1);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(printed);
}, 60_000);

it('says so when there is nothing to replay', async () => {
  const { code, text } = await run('--prometheus', prometheus.url, '--query', 'nothing', ...range);
  expect(code).toBe(0);
  expect(text).toContain('found no series with the service label');
}, 60_000);

it.each([
  [['--query', 'latency'], 'missing --prometheus'],
  [['--prometheus', 'http://127.0.0.1:1', '--query', 'x', '--from', 'yesterday'], '--from and --to must be times'],
  [['--prometheus', 'http://127.0.0.1:1', '--query', 'x', '--from', '2020-01-01'], 'more than 30 days'],
  [['--prometheus', 'http://127.0.0.1:1', '--query', 'x', '--sensitivity', 'high'], 'must be a number'],
  [['--prometheus', 'nowhere', '--query', 'x'], '--prometheus must be an address'],
])('refuses %j', async (flags, reason) => {
  const { code, text } = await run(...flags);
  expect({ code, text }).toMatchObject({ code: 2, text: expect.stringContaining(reason) });
});

it('fails with the reason when the source does not answer', async () => {
  const { code, text } = await run('--prometheus', 'http://127.0.0.1:1', '--query', 'x', ...range);
  expect(code).toBe(1);
  expect(text).toContain('cannot be reached');
});

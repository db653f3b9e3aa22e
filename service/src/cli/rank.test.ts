import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const NORMAL_ROWS = 30;
const ABNORMAL_FROM_S = 10_000;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigil-rank-'));
  await mkdir(path.join(folder, 'fire'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runCli(['rank', '--data', folder, '--out', path.join(folder, 'out.json'), ...args], {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
  });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

async function given(incident: Record<string, unknown>, files: Record<string, string>): Promise<void> {
  await writeFile(path.join(folder, 'cases.json'), JSON.stringify(['fire']));
  await writeFile(path.join(folder, 'fire', 'case.json'), JSON.stringify(incident));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, 'fire', name), name.endsWith('.gz') ? gzipSync(text) : text);
  }
}

async function ranking(): Promise<Array<{ service: string; kind: string; metric: string; score: number }>> {
  return JSON.parse(await readFile(path.join(folder, 'out.json'), 'utf8')).fire;
}

const incident = {
  step_s: 60,
  abnormal_from: ABNORMAL_FROM_S,
  services: ['shop', 'db'],
  metrics: 'metrics.csv.gz',
  metrics_normal: 'normal.csv',
};

/** Rows of a table, one a minute; a service's processor time, or its latency, is given by its place. */
function rows(header: string, count: number, fromS: number, cells: (row: number) => string): string {
  return [header, ...Array.from({ length: count }, (_, row) => `${fromS + row * 60},${cells(row)}`), ''].join('\n');
}

const cpu = {
  'normal.csv': rows('time,shop|cpu,db|cpu', NORMAL_ROWS, 0, (row) => `${10 + (row % 3)},${20 + (row % 3)}`),
  'metrics.csv.gz': rows(
    'time,shop|cpu,db|cpu',
    10,
    ABNORMAL_FROM_S - 300,
    (row) => `${10 + (row % 2)},${row > 5 ? 95 : 21}`
  ),
};

it('writes the services of each case, the one that broke first', async () => {
  await given(incident, cpu);
  const { code, out, error } = await run();

  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toMatch(/^fire: db, cpu, 0\.\d\d$/);
  const [first, second] = await ranking();
  expect(first).toMatchObject({ service: 'db', kind: 'cpu', metric: 'cpu' });
  expect(second!.score).toBeLessThan(first!.score);
});

it('follows the alert down the call graph', async () => {
  const header = 'time,shop|latency_Average,db|latency_Average,shop|requests_Sum,db|requests_Sum';
  const cells = (shop: number, db: number) => `${shop},${db},100,100`;
  await given(
    {
      ...incident,
      alert: { service: 'shop', metric: 'latency_Average', time: ABNORMAL_FROM_S },
      graph: 'graph.json',
    },
    {
      'graph.json': JSON.stringify({ edges: [['shop', 'db']] }),
      'normal.csv': rows(header, NORMAL_ROWS, 0, () => cells(0.2, 0.1)),
      'metrics.csv.gz': rows(header, 10, ABNORMAL_FROM_S - 300, (row) => (row > 5 ? cells(0.9, 0.8) : cells(0.2, 0.1))),
    }
  );
  await run();
  expect((await ranking())[0]).toMatchObject({ service: 'db', metric: 'latency_Average' });
});

it('reads traces and logs: an operation that began to write errors', async () => {
  const spans = (prefix: string, fromS: number) =>
    Array.from({ length: 20 }, (_, each) =>
      [`${prefix}${each}`, `${prefix}s${each}`, '', 'db', 'scan', (fromS + each) * 1e9, 2000].join(',')
    );
  const lines = (prefix: string, fromS: number, text: string) =>
    Array.from({ length: 20 }, (_, each) =>
      [(fromS + each) * 1e9, 'db', `${prefix}${each}`, `${prefix}s${each}`, text].join(',')
    );
  const traceHeader = 'trace_id,span_id,parent_id,service,operation,start_ns,duration_us';
  const logHeader = 'time_ns,service,trace_id,span_id,line';
  await given(
    { ...incident, traces: 'traces.csv', traces_normal: 'calm.csv', logs: 'logs.csv', logs_normal: 'calm-logs.csv' },
    {
      ...cpu,
      'metrics.csv.gz': 'time,shop|cpu\n',
      'calm.csv': [traceHeader, ...spans('a', 0)].join('\n'),
      'traces.csv': [traceHeader, ...spans('b', ABNORMAL_FROM_S)].join('\n'),
      'calm-logs.csv': [logHeader, ...lines('a', 0, 'INFO rows read')].join('\n'),
      'logs.csv': [logHeader, ...lines('b', ABNORMAL_FROM_S, 'ERROR table is gone')].join('\n'),
    }
  );
  await run();
  expect((await ranking())[0]).toMatchObject({ service: 'db', kind: 'code' });
});

it.each([
  [{ ...incident, step_s: 0 }, cpu, 'fire/case.json: step_s'],
  [incident, { ...cpu, 'normal.csv': 'when,shop|cpu\n1,2\n' }, 'normal.csv: the first column must be time, not when'],
  [
    { ...incident, traces: 'traces.csv' },
    { ...cpu, 'traces.csv': 'trace_id\n1\n' },
    'traces.csv: there is no column span_id',
  ],
  [{ ...incident, graph: 'graph.json' }, { ...cpu, 'graph.json': '{}' }, 'graph.json: a call graph must have edges'],
])('names the file and what is wrong with it', async (broken, files, reason) => {
  await given(broken, files);
  const { code, error } = await run();
  expect(code).toBe(1);
  expect(error).toContain(reason);
});

it('asks for the folder and the file', async () => {
  const errors: string[] = [];
  const code = await runCli(['rank', '--data', folder], { out: () => undefined, error: (text) => errors.push(text) });
  expect(code).toBe(2);
  expect(errors.join('\n')).toContain('missing --out');
});

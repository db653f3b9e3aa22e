import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Receiver, startReceiver } from '../testing/receiver.ts';
import { readMetric } from '../testing/telemetry.ts';

let telemetry: Receiver;
let main: ChildProcess;

beforeAll(async () => {
  telemetry = await startReceiver();
});
afterEach(() => void main.kill('SIGKILL'));
afterAll(() => telemetry.close());

/** Starts the command line and reads from its output what it started. */
async function startMain() {
  const file = path.resolve(import.meta.dirname, '../main.ts');
  main = spawn(process.execPath, [file, '--loki', telemetry.url, '--otlp', telemetry.url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  main.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  await eventually('all services are listed', () => output.split('\n').length > 7);
  const services = [...output.matchAll(/^(\S+) +(http\S+) \(process (\d+)\)$/gm)];
  return services.map(([, name, metricsUrl, pid]) => ({ name, metricsUrl: String(metricsUrl), pid: Number(pid) }));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the command line', () => {
  it('runs the system under load and ends all of it when asked to', { timeout: 60_000 }, async () => {
    const services = await startMain();
    expect(services).toHaveLength(7);
    const gateway = services.find(({ name }) => name === 'gateway');
    await eventually('users have come', async () => {
      return (await readMetric(String(gateway?.metricsUrl), 'http_requests_total', 'status="200"')) > 30;
    });
    main.kill('SIGTERM');
    const [code] = (await once(main, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(services.filter(({ pid }) => isRunning(pid))).toEqual([]);
  });

  it('leaves nothing running when it is killed', { timeout: 60_000 }, async () => {
    const services = await startMain();
    main.kill('SIGKILL');
    await eventually('all services are gone', () => services.every(({ pid }) => !isRunning(pid)));
  });

  it('refuses what it does not understand', async () => {
    main = spawn(process.execPath, [path.resolve(import.meta.dirname, '../main.ts'), '--seed', '1']);
    const [code] = (await once(main, 'exit')) as [number | null];
    expect(code).toBe(2);
  });
});

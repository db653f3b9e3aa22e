import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntilHealthy } from './health.ts';
import { findFreePort } from './ports.ts';
import { type ManagedProcess, startProcess } from './process.ts';

let directory: string;
const started: ManagedProcess[] = [];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'vigil-process-'));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((process) => process.stop(0)));
  await rm(directory, { recursive: true });
});

describe('startProcess', () => {
  it('writes what the program says into its log and tells how it ended', async () => {
    const child = await run('console.log("hello"); console.error("trouble"); process.exit(3)');
    await expect.poll(() => child.ending()).toBe('exit code 3');
    expect(await readFile(child.logFile, 'utf8')).toBe('hello\ntrouble\n');
  });

  it('stops a program that exits on request', async () => {
    const child = await run(
      'process.on("SIGTERM", () => process.exit(0)); console.log("up"); setInterval(() => {}, 1e3)'
    );
    await untilLogged(child, 'up');
    await child.stop();
    expect(child.ending()).toBe('exit code 0');
  });

  it('ends a program that ignores the request, with what it started', async () => {
    const child = await run(`
      const { spawn } = require('node:child_process');
      const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)']);
      process.on('SIGTERM', () => {});
      console.log('grandchild', grandchild.pid);
      setInterval(() => {}, 1e3);`);
    const [, pid] = await untilLogged(child, /grandchild (\d+)/);
    await child.stop(100);
    expect(child.ending()).toBe('ended by SIGKILL');
    await expect.poll(() => isRunning(Number(pid)), { timeout: 5_000 }).toBe(false);
  });

  it('stops a paused program', async () => {
    const child = await run('console.log("up"); setInterval(() => {}, 1e3)');
    await untilLogged(child, 'up');
    child.pause();
    await child.stop();
    expect(child.ending()).toBe('ended by SIGTERM');
  });

  it('pauses a program at once, with all its threads, and lets it go on', async () => {
    const child = await run('let count = 0; setInterval(() => console.log(++count), 1); console.log("up")');
    await untilLogged(child, 'up');
    for (let round = 0; round < 5; round += 1) {
      child.pause();
      const paused = await readFile(child.logFile, 'utf8');
      await delay(20);
      expect(await readFile(child.logFile, 'utf8')).toBe(paused);
      child.resume();
      await expect.poll(() => readFile(child.logFile, 'utf8')).not.toBe(paused);
    }
  });

  it('takes its children along when it is killed outright itself', async () => {
    const module = path.join(import.meta.dirname, 'process.ts');
    const parent = await run(
      `import(${JSON.stringify(module)}).then(async ({ startProcess }) => {
        const child = await startProcess({ name: 'child', command: process.execPath,
          args: ['-e', 'setInterval(() => {}, 1e3)'], directory: '.', logFile: ${JSON.stringify(path.join(directory, 'child.log'))} });
        console.log('child', child.pid);
      })`
    );
    const [, pid] = await untilLogged(parent, /child (\d+)/);
    process.kill(parent.pid, 'SIGKILL');
    await expect.poll(() => isRunning(Number(pid)), { timeout: 5_000 }).toBe(false);
  });
});

describe('waitUntilHealthy', () => {
  it('fails at once with the log when the program ends', async () => {
    const child = await run('console.error("no such option"); process.exit(2)');
    const waiting = waitUntilHealthy({ url: `http://127.0.0.1:${await findFreePort()}/`, process: child });
    await expect(waiting).rejects.toThrow(/program stopped while starting \(exit code 2\)[^]*no such option/);
  });

  it('names the address and the last answer when the time is over', async () => {
    const port = await findFreePort();
    const child = await run(
      `require('node:http').createServer((_, reply) => reply.writeHead(503).end('warming up')).listen(${port}, '127.0.0.1')`
    );
    const waiting = waitUntilHealthy({ url: `http://127.0.0.1:${port}/ready`, process: child, timeoutMs: 1_500 });
    await expect(waiting).rejects.toThrow(`http://127.0.0.1:${port}/ready said 503 warming up`);
  });
});

async function run(script: string): Promise<ManagedProcess> {
  const child = await startProcess({
    name: 'program',
    command: process.execPath,
    args: ['-e', script],
    directory,
    logFile: path.join(directory, 'program.log'),
  });
  started.push(child);
  return child;
}

async function untilLogged(child: ManagedProcess, text: string | RegExp): Promise<RegExpExecArray> {
  const pattern = new RegExp(text);
  let match: RegExpExecArray | null = null;
  await expect
    .poll(async () => (match = pattern.exec(await readFile(child.logFile, 'utf8'))), { timeout: 10_000 })
    .not.toBeNull();
  return match as unknown as RegExpExecArray;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { guardedCommand, killOnExit } from '../../stack/orphans.ts';
import { localDirectory } from '../../stack/paths.ts';
import { settingsVariable } from './child.ts';

export interface ChildOptions {
  readonly name: string;
  /** A module of this folder's parent, run by this version of Node. */
  readonly module: string;
  readonly settings: object;
}

export interface RunningChild {
  readonly pid: number;
  readonly isRunning: boolean;
  /** Asks it to end, and insists after a while. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

const graceMs = 5000;
const startTimeoutMs = 20_000;
const keptErrorCharacters = 4000;
const systemDirectory = path.resolve(import.meta.dirname, '..');

/** A small young generation keeps the memory of a process that serves few requests at an even level. */
const nodeArguments = ['--max-semi-space-size=1', '--max-old-space-size=128'];

/** Starts a module as a process of its own and waits until it says that it is ready. */
export async function startChild({ name, module, settings }: ChildOptions): Promise<RunningChild> {
  const { command, args } = guardedCommand(process.execPath, [...nodeArguments, path.join(systemDirectory, module)]);
  const child = spawn(command, args, {
    env: {
      ...process.env,
      [settingsVariable]: JSON.stringify(settings),
      NODE_COMPILE_CACHE: path.join(localDirectory, 'compile-cache'),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: true,
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await once(child, 'spawn');
  const pid = child.pid as number;
  void exited.then(killOnExit(pid));
  await waitUntilReady(name, child);
  return {
    pid,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    async stop() {
      child.kill('SIGTERM');
      const insisting = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(insisting);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function waitUntilReady(name: string, child: ChildProcess): Promise<void> {
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-keptErrorCharacters);
  });
  const outcome = await Promise.race([
    once(child, 'message').then(() => 'ready'),
    once(child, 'exit').then(([code, signal]) => `it ended with ${signal ?? code}`),
    delay(startTimeoutMs, `it was not ready after ${startTimeoutMs / 1000} s`, { ref: false }),
  ]);
  if (outcome !== 'ready') {
    child.kill('SIGKILL');
    throw new Error(`${name} did not start: ${outcome}\n${lastWords}`);
  }
}

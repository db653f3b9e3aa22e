import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { guardedCommand, killOnExit } from './orphans.ts';
import { pauseProcess } from './pause.ts';

export interface ProcessOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly directory: string;
  /** Added to the environment of this process; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
  /** How far it steps back for other processes, 0 to 19. */
  readonly niceness?: number;
}

export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Null while it runs, else how it ended in words. */
  ending(): string | null;
  /** Asks politely (SIGTERM), then insists (SIGKILL); what it started itself ends with it. */
  stop(graceMs?: number): Promise<void>;
  /** Freezes it (SIGSTOP), and returns once it stands still: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
}

const defaultGraceMs = 8_000;

/** Starts a program in a process group of its own, so that Ctrl-C reaches the runner alone and the runner decides the order. */
export async function startProcess(options: ProcessOptions): Promise<ManagedProcess> {
  mkdirSync(path.dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const { command, args } = nice(options);
  const child = spawn(command, args, {
    cwd: options.directory,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  await spawned(child, options);
  return manage(child, options);
}

function nice({ command, args, niceness = 0 }: ProcessOptions): { command: string; args: string[] } {
  return niceness === 0
    ? guardedCommand(command, args)
    : guardedCommand('nice', ['-n', String(niceness), command, ...args]);
}

export async function lastLogLines(logFile: string, count = 12): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  const lines = text.trimEnd().split('\n').slice(-count);
  return lines.map((line) => `    ${line.slice(0, 400)}`).join('\n');
}

function spawned(child: ChildProcess, { name, command }: ProcessOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve());
    child.once('error', (error) => reject(new Error(`Cannot start ${name} (${command})`, { cause: error })));
  });
}

function manage(child: ChildProcess, { name, logFile }: ProcessOptions): ManagedProcess {
  const pid = child.pid as number;
  const release = killOnExit(pid);
  let ending: string | null = null;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ending = signal === null ? `exit code ${code}` : `ended by ${signal}`;
      signalGroup(pid, 'SIGKILL');
      release();
      resolve();
    });
  });
  return {
    name,
    pid,
    logFile,
    ending: () => ending,
    pause: () => pauseProcess(pid),
    resume: () => void child.kill('SIGCONT'),
    async stop(graceMs = defaultGraceMs) {
      if (ending !== null) {
        return;
      }
      child.kill('SIGTERM');
      child.kill('SIGCONT');
      const graceOver = new AbortController();
      await Promise.race([exited, delay(graceMs, undefined, { signal: graceOver.signal }).catch(() => undefined)]);
      graceOver.abort();
      if (ending === null) {
        signalGroup(pid, 'SIGKILL');
      }
      await exited;
    },
  };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { formatMinutes } from './build-progress.ts';
import { lastLogLines, startProcess } from './process.ts';

export interface LoggedCommand {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly logFile: string;
  readonly report: (line: string) => void;
}

const pollIntervalMs = 200;
const reportIntervalMs = 5_000;
const keptLogLines = 25;

/** Runs a command to its end with its output in a file; says every five seconds that it still runs. */
export async function runLoggedCommand({
  title,
  command,
  args,
  directory,
  logFile,
  report,
}: LoggedCommand): Promise<void> {
  await mkdir(path.dirname(logFile), { recursive: true });
  const startedAtMs = performance.now();
  report(title);
  const process = await startProcess({ name: title, command, args, directory, logFile });
  let reportedAtMs = startedAtMs;
  while (process.ending() === null) {
    await delay(pollIntervalMs);
    if (performance.now() - reportedAtMs >= reportIntervalMs) {
      reportedAtMs = performance.now();
      report(`${title} (${formatMinutes((reportedAtMs - startedAtMs) / 1000)} elapsed)`);
    }
  }
  if (process.ending() !== 'exit code 0') {
    const said = await lastLogLines(logFile, keptLogLines);
    throw new Error(
      `${title} failed: ${process.ending()}\n  command: ${[command, ...args].join(' ')}\n  log: ${logFile}\n${said}`
    );
  }
}

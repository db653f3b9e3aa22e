import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const longestWaitMs = 1_000;

/** Stops a process and returns when no thread of it runs any more: right after SIGSTOP one may still answer a request. */
export function pauseProcess(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  const endMs = performance.now() + longestWaitMs;
  while (!isPaused(pid) && performance.now() < endMs) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}

function isPaused(pid: number): boolean {
  const tasks = `/proc/${pid}/task`;
  return !existsSync(tasks) || readdirSync(tasks).every((thread) => threadState(path.join(tasks, thread)) === 'T');
}

/** The state follows the name of the program, which is in brackets and may hold anything; a thread may be gone by now. */
function threadState(directory: string): string | undefined {
  try {
    const stat = readFileSync(path.join(directory, 'stat'), 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0];
  } catch {
    return undefined;
  }
}

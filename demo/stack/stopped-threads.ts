import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 5_000;
const pollMs = 5;

/** Waits until every thread of a process that was sent SIGSTOP stands still: on a busy machine that takes a while. */
export async function untilStopped(pid: number): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  while (!(await isStopped(pid))) {
    if (performance.now() > deadlineMs) {
      throw new Error(`Process ${pid} does not stop within ${patienceMs / 1000} s`);
    }
    await delay(pollMs);
  }
}

/** Where there is no /proc, the signal has to be enough; a thread that ends meanwhile has stopped as well. */
async function isStopped(pid: number): Promise<boolean> {
  const tasks = path.join('/proc', String(pid), 'task');
  const threads = await readdir(tasks).catch(() => []);
  const states = await Promise.all(
    threads.map((thread) => readFile(path.join(tasks, thread, 'stat'), 'utf8').then(stateOf, () => 'T'))
  );
  return states.every((state) => state === 'T');
}

/** The field after the program's name, which stands in parentheses and may hold anything. */
function stateOf(stat: string): string {
  return stat.charAt(stat.lastIndexOf(')') + 2);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * @typedef {object} CommandOptions
 * @property {string} [directory] relative to the root
 * @property {Record<string, string>} [env]
 * @property {(line: string) => void} [onLine] takes standard output instead of showing it
 */

/**
 * Runs a command with its output shown as it comes, and returns its exit code.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<number | null>}
 */
export async function runCommand(command, args, { directory = '.', env = {}, onLine } = {}) {
  const child = spawn(command, args, {
    cwd: path.join(root, directory),
    env: { ...process.env, ...env },
    stdio: ['ignore', onLine ? 'pipe' : 'inherit', 'inherit'],
  });
  running.add(child);
  if (onLine && child.stdout) {
    createInterface({ input: child.stdout }).on('line', onLine);
  }
  try {
    const [code] = await once(child, 'close');
    return code;
  } finally {
    running.delete(child);
  }
}

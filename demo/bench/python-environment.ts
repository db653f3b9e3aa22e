import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const scripts = path.join(import.meta.dirname, 'python');
const setupTimeoutMs = 600_000;

/** One thread for each of the libraries that would otherwise take every core. */
const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** The programs that Vigil is compared with, in a virtual environment of their own. */
export interface PythonEnvironment {
  /** What a script of `demo/bench/python` prints. */
  run(script: string, args: readonly string[]): Promise<string>;
}

/** Why a comparison cannot be made here: there is no Python, or no package registry. */
export class PythonUnavailable extends Error {}

/** Creates the environment with its pinned packages unless it is there; throws `PythonUnavailable`. */
export async function preparePython(root: string): Promise<PythonEnvironment> {
  const folder = path.join(root, '.local', 'bench-python');
  const requirements = path.join(scripts, 'requirements.txt');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const stamp = path.join(folder, 'installed');
  const python = path.join(folder, 'bin', 'python');
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== wanted) {
    await install(folder, python, requirements);
    await writeFile(stamp, wanted);
  }
  return {
    async run(script, args) {
      const { stdout } = await run(python, [path.join(scripts, script), ...args], {
        env: { ...process.env, ...oneThread },
      });
      return stdout.trim();
    },
  };
}

async function install(folder: string, python: string, requirements: string): Promise<void> {
  console.error('installing scikit-learn and Drain3 into .local/bench-python…');
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  try {
    await run('python3', ['-m', 'venv', folder], { timeout: setupTimeoutMs });
    await run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], { timeout: setupTimeoutMs });
  } catch (error) {
    throw new PythonUnavailable(firstComplaint(error));
  }
}

function firstComplaint(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  const lines = (stderr || message).split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => line.startsWith('ERROR')) ?? lines[0] ?? 'no reason given';
}

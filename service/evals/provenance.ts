import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** When and from what a table of results was made. */
export interface Provenance {
  readonly date: string;
  readonly commit: string;
}

/** Today, and the commit with a word about changes under these paths. */
export async function describeProvenance(root: string, paths: readonly string[]): Promise<Provenance> {
  return { date: new Date().toISOString().slice(0, 10), commit: await describeCommit(root, paths) };
}

/** The commit that is checked out, and whether the code under these paths differs from it. */
async function describeCommit(root: string, paths: readonly string[]): Promise<string> {
  const { stdout: commit } = await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: root });
  const { stdout: changes } = await run('git', ['status', '--porcelain', '--', ...paths], { cwd: root });
  return commit.trim() + (changes.trim() ? ' with changes not committed' : '');
}

/** Runs a scorer with Python 3; throws Error with what it wrote when it fails or there is no Python. */
export async function runScorer(script: string, args: readonly string[]): Promise<unknown> {
  const { stdout } = await run('python3', [script, ...args, '--json'], { maxBuffer: 2 ** 26 }).catch(
    (error: unknown) => {
      throw new Error(`the scorer needs python3 and did not run: ${String(error)}`, { cause: error });
    }
  );
  return JSON.parse(stdout);
}

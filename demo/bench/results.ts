import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type BenchRow, formatMarkdown } from './row.ts';

const run = promisify(execFile);
const measured = ['service', 'contract', 'demo/bench'];

/** What has to be known about a run to judge its figures. */
export interface BenchRun {
  readonly command: string;
  readonly date: string;
  readonly commit: string;
  readonly cores: number;
  /** Processes that wanted a core at the end of the run, on average over a minute. */
  readonly load: number;
}

export async function describeRun(root: string, args: readonly string[]): Promise<BenchRun> {
  const { stdout: commit } = await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: root });
  const { stdout: changes } = await run('git', ['status', '--porcelain', '--', ...measured], { cwd: root });
  const quoted = args.map((argument) => (argument.includes(' ') ? `"${argument}"` : argument));
  return {
    command: ['npm run bench --', ...quoted].join(' '),
    date: new Date().toISOString().slice(0, 10),
    commit: commit.trim() + (changes.trim() ? ' with changes not committed' : ''),
    cores: availableParallelism(),
    load: Math.round(loadavg()[0]!),
  };
}

export function formatResults({ command, date, commit, cores, load }: BenchRun, rows: readonly BenchRow[]): string {
  return `# Benchmarks

\`${command}\`

Date ${date}, commit ${commit}, Node ${process.versions.node}, ${cores} cores, load ${load}.

${formatMarkdown(rows)}

Rates are per second of processor time. Ratios divide by the reference that was measured in the same run.
`;
}

export async function writeResults(root: string, run: BenchRun, rows: readonly BenchRow[]): Promise<void> {
  await writeFile(path.join(root, 'demo/bench/RESULTS.md'), formatResults(run, rows));
}

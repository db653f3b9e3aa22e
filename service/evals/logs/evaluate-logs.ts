import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';
import { describeCommit, runScorer } from '../provenance.ts';
import { renderResults, scoresSchema } from './results.ts';

const CODE = ['service/src/templates', 'service/src/cli'];
const RESULTS = path.join(import.meta.dirname, 'RESULTS.md');

/** Groups the labelled log lines with `vigil templates`, has them scored and writes the table. */
export async function evaluateLogs(root: string, bench: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigil-eval-'));
  try {
    const data = path.join(bench, 'logs');
    const out = path.join(folder, 'templates.json');
    await mine(data, out);
    const scores = await runScorer(path.join(bench, 'score', 'logs.py'), ['--data', data, '--pred', out]);
    const results = renderResults(scoresSchema.parse(scores), {
      date: new Date().toISOString().slice(0, 10),
      commit: await describeCommit(root, CODE),
    });
    await writeFile(RESULTS, results);
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function mine(data: string, out: string): Promise<void> {
  const errors: string[] = [];
  const code = await runCli(['templates', '--data', data, '--out', out], {
    out: () => undefined,
    error: (text) => errors.push(text),
  });
  if (code !== 0) {
    throw new Error(errors.join('\n'));
  }
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeProvenance, runScorer } from '../provenance.ts';
import { runVigil } from '../run-vigil.ts';
import { renderResults, scoresSchema } from './results.ts';

const CODE = ['service/src/templates', 'service/src/cli'];
const RESULTS = path.join(import.meta.dirname, 'RESULTS.md');

/** Groups the labelled log lines with `vigil templates`, has them scored and writes the table. */
export async function evaluateLogs(root: string, bench: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigil-eval-'));
  try {
    const data = path.join(bench, 'logs');
    const out = path.join(folder, 'templates.json');
    await runVigil(['templates', '--data', data, '--out', out]);
    const scores = await runScorer(path.join(bench, 'score', 'logs.py'), ['--data', data, '--pred', out]);
    const results = renderResults(scoresSchema.parse(scores), await describeProvenance(root, CODE));
    await writeFile(RESULTS, results);
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

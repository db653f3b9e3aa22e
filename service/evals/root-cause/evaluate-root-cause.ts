import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeProvenance, runScorer } from '../provenance.ts';
import { runVigil } from '../run-vigil.ts';
import { renderResults, scoresSchema, type Result } from './results.ts';
import { tasks, type Task } from './tasks.ts';

const CODE = ['service/src/root-cause', 'service/src/templates', 'service/src/cli'];
const RESULTS = path.join(import.meta.dirname, 'RESULTS.md');

/** Ranks the services of the labelled incidents with `vigil rank`, has the rankings scored and writes the table. */
export async function evaluateRootCause(root: string, bench: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigil-eval-'));
  try {
    const results: Result[] = [];
    for (const task of tasks) {
      results.push(await evaluate(task, bench, folder));
    }
    const text = renderResults(results, await describeProvenance(root, CODE));
    await writeFile(RESULTS, text);
    return text;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function evaluate(task: Task, bench: string, folder: string): Promise<Result> {
  const data = path.join(bench, 'rca', task.folder);
  const out = path.join(folder, `${task.name}.json`);
  const startedMs = performance.now();
  await runVigil(['rank', '--data', data, '--out', out]);
  const seconds = (performance.now() - startedMs) / 1000;
  const scorer = path.join(bench, 'score', 'rca.py');
  const scores = await runScorer(scorer, ['--data', data, '--pred', out, '--by', 'fault']);
  return { task, seconds, scores: scoresSchema.parse(scores) };
}

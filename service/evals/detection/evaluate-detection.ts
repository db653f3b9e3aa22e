import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeProvenance, runScorer } from '../provenance.ts';
import { runVigil } from '../run-vigil.ts';
import { looksAhead } from './looks-ahead.ts';
import { renderResults, type Result } from './results.ts';
import { nabScores } from './scores.ts';
import { tasks, type Task } from './tasks.ts';

const CODE = ['service/src/detectors', 'service/src/cli'];
const RESULTS = path.join(import.meta.dirname, 'RESULTS.md');
/** Where the product raises an alert; the public scoreboard takes the threshold that suits each detector best. */
const BOUNDARY = '1';

/** Scores the labelled series with `vigil detect`, has the scores judged and writes the table. */
export async function evaluateDetection(root: string, bench: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigil-eval-'));
  try {
    const results: Result[] = [];
    for (const task of tasks) {
      results.push(await evaluate(task, bench, folder));
    }
    const nab = path.join(bench, 'ad', 'nab');
    const scorer = path.join(bench, 'score', 'nab.py');
    const alerts = path.join(folder, 'AD-NAB.json');
    const text = renderResults(results, {
      ...(await describeProvenance(root, CODE)),
      atBoundary: nabScores.parse(await runScorer(scorer, ['--data', nab, '--pred', alerts, '--threshold', BOUNDARY])),
      looksAhead: await looksAhead(nab, alerts, path.join(bench, 'score', 'check_causal.py'), folder),
    });
    await writeFile(RESULTS, text);
    return text;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function evaluate(task: Task, bench: string, folder: string): Promise<Result> {
  const data = path.join(bench, 'ad', task.folder);
  const out = path.join(folder, `${task.name}.json`);
  const startedMs = performance.now();
  await runVigil(['detect', '--data', data, '--out', out, '--mode', task.mode]);
  const seconds = (performance.now() - startedMs) / 1000;
  const scores = await runScorer(path.join(bench, 'score', task.scorer), ['--data', data, '--pred', out]);
  return { task, seconds, ...task.figures(scores) };
}

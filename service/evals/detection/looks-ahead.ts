import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { runVigil } from '../run-vigil.ts';

const run = promisify(execFile);

/** Whether any score changes when the future is cut off, by the benchmark's own check. */
export async function looksAhead(data: string, scores: string, script: string, folder: string): Promise<boolean> {
  const cut = path.join(folder, 'cut');
  const cutScores = path.join(folder, 'cut.json');
  await run('python3', [script, 'cut', '--data', data, '--out', cut]);
  await runVigil(['detect', '--data', cut, '--out', cutScores, '--mode', 'streaming']);
  return run('python3', [script, 'compare', '--full', scores, '--part', cutScores]).then(
    () => false,
    () => true
  );
}

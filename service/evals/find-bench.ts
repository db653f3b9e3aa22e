import { access } from 'node:fs/promises';
import path from 'node:path';

const VARIABLE = 'VIGIL_BENCH_DIR';

/** The folder with the labelled data and the scorers, which are not part of the repository. */
export async function findBench(root: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const folder = path.resolve(environment[VARIABLE] ?? path.join(root, '..', 'shared', 'bench'));
  for (const part of ['ad', 'logs', 'rca', 'score']) {
    await access(path.join(folder, part)).catch(() => {
      throw new Error(
        `there is no folder ${part} in ${folder}: set ${VARIABLE} to the folder with the labelled data and its scorers`
      );
    });
  }
  return folder;
}

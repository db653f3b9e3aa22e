import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { runsDirectory } from '../stack/paths.ts';

const keptRuns = 5;

/** A new folder for configuration, data and logs of one run. Of the runs before, the latest few that were kept stay. */
export async function createRunDirectory(name: string, root = runsDirectory, now = new Date()): Promise<string> {
  const time = now.toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  const directory = path.join(root, `${time}-${name}-${process.pid}`);
  await mkdir(directory, { recursive: true });
  const outdated = (await readdir(root)).toSorted().slice(0, -keptRuns - 1);
  await Promise.all(outdated.map((run) => removeRunDirectory(path.join(root, run))));
  return directory;
}

export async function removeRunDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
}

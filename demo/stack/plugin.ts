import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hashContents } from './content-hash.ts';
import { runLoggedCommand } from './logged-command.ts';
import { localDirectory, repositoryDirectory } from './paths.ts';

const sources = [
  'src',
  'pkg',
  'contract/src',
  '.config',
  'Magefile.go',
  'go.mod',
  'go.sum',
  'package-lock.json',
  'webpack.config.ts',
  'tsconfig.json',
];
const stampFile = path.join(localDirectory, 'plugin.stamp');
const logFile = path.join(localDirectory, 'plugin-build.log');

/** Builds front end and backends into `dist` unless they are of the present sources. */
export async function buildPlugin(report: (line: string) => void): Promise<void> {
  const stamp = await hashContents(repositoryDirectory, sources);
  if (await isBuiltFrom(stamp)) {
    return;
  }
  await rm(logFile, { force: true });
  const npm = (title: string, script: string) =>
    runLoggedCommand({ title, command: 'npm', args: ['run', script], directory: repositoryDirectory, logFile, report });
  await npm('Building the plugin, part 1 of 2: front end', 'build');
  await npm('Building the plugin, part 2 of 2: backends', 'build:backend');
  await mkdir(localDirectory, { recursive: true });
  await writeFile(stampFile, stamp);
}

async function isBuiltFrom(stamp: string): Promise<boolean> {
  try {
    await access(path.join(repositoryDirectory, 'dist', 'plugin.json'));
    return (await readFile(stampFile, 'utf8')) === stamp;
  } catch {
    return false;
  }
}

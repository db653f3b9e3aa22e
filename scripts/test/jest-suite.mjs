import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, runCommand } from './command.mjs';
import { readJestReport } from './reporters/jest-result.mjs';
import { brokenSuite, withRunnerFailure } from './result.mjs';

const jest = path.join(root, 'node_modules', '.bin', 'jest');

export async function runJest() {
  const results = await mkdtemp(path.join(tmpdir(), 'vigil-test-'));
  const file = path.join(results, 'result.json');
  try {
    const exitCode = await runCommand(jest, ['--maxWorkers=2', '--json', `--outputFile=${file}`], { onLine: ignore });
    return withRunnerFailure(readJestReport(JSON.parse(await readFile(file, 'utf8'))), exitCode);
  } catch (error) {
    return brokenSuite(`Jest left no result: ${error instanceof Error ? error.message : error}`);
  } finally {
    await rm(results, { recursive: true });
  }
}

/** Jest writes its progress to standard error, and the whole report once more to standard output. */
function ignore() {
  return undefined;
}

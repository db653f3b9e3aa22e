import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, runCommand } from './command.mjs';
import { brokenSuite, withRunnerFailure } from './result.mjs';

/** Parts of the paths of tests that need real servers. */
export const integrationTests = ['.integration.test.ts', '/integration/'];

const vitest = path.join(root, 'node_modules', '.bin', 'vitest');
const reporter = path.join(root, 'scripts', 'test', 'reporters', 'vitest-reporter.mjs');

/**
 * Runs Vitest in a folder with its output shown, and reads the result that the reporter leaves behind.
 *
 * @param {string} directory
 * @param {readonly string[]} args
 */
export async function runVitest(directory, args) {
  const results = await mkdtemp(path.join(tmpdir(), 'vigil-test-'));
  const file = path.join(results, 'result.json');
  try {
    const exitCode = await runCommand(vitest, ['run', '--reporter=default', `--reporter=${reporter}`, ...args], {
      directory,
      env: { VIGIL_SUITE_RESULT: file },
    });
    return withRunnerFailure(JSON.parse(await readFile(file, 'utf8')), exitCode);
  } catch (error) {
    return brokenSuite(`Vitest left no result: ${error instanceof Error ? error.message : error}`);
  } finally {
    await rm(results, { recursive: true });
  }
}

/** How many tests there are in files whose path contains one of `patterns`. @param {string} directory @param {readonly string[]} patterns */
export async function countTests(directory, patterns) {
  let output = '';
  const exitCode = await runCommand(vitest, ['list', '--json', ...patterns], {
    directory,
    onLine: (line) => (output += line),
  });
  return exitCode === 0 ? JSON.parse(output).length : 1;
}

/** The tests of a workspace that need nothing but Node. @param {string} directory */
export function runUnitTests(directory) {
  return runVitest(directory, ['--exclude=**/*.integration.test.ts', '--exclude=**/integration/**']);
}

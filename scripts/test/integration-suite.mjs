import { buildStack } from '../../demo/stack/build.ts';
import { findMissingCommands } from '../bootstrap/required-commands.mjs';
import { brokenSuite, skippedSuite } from './result.mjs';
import { countTests, integrationTests, runVitest } from './vitest-suite.mjs';

/** Tests against a real Prometheus, Loki, Jaeger and Alertmanager, which are built first. @param {string} directory */
export async function runIntegrationTests(directory) {
  if (findMissingCommands({ go: '' }).length > 0) {
    const reason = 'the telemetry programs are built with Go, and there is no go on the path';
    return skippedSuite('all integration tests', reason, await countTests(directory, integrationTests));
  }
  try {
    await buildStack({ report: (line) => console.log(line) });
  } catch (error) {
    return brokenSuite(error instanceof Error ? error.message : String(error));
  }
  return runVitest(directory, [...integrationTests, '--no-file-parallelism']);
}

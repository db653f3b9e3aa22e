import { writeFileSync } from 'node:fs';

/** Writes what ran as a suite result, with the reasons of skipped tests, which Vitest's own JSON leaves out. */
export default class SuiteResultReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
   * @param {ReadonlyArray<{ message: string }>} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (/** @type {string} */ state) => tests.filter((test) => test.result().state === state);
    const result = {
      passed: inState('passed').length,
      failures: [
        ...inState('failed').map((test) => test.fullName),
        ...modules.flatMap((module) => module.errors().map((error) => `${module.relativeModuleId}: ${error.message}`)),
        ...unhandledErrors.map((error) => `unhandled error: ${error.message}`),
      ],
      skips: inState('skipped').map((test) => ({ name: test.fullName, reason: reasonOf(test.result()) })),
    };
    writeFileSync(/** @type {string} */ (process.env.VIGIL_SUITE_RESULT), JSON.stringify(result));
  }
}

/** @param {import('vitest/node').TestResult} result */
function reasonOf(result) {
  return ('note' in result && result.note) || 'the test gives no reason';
}

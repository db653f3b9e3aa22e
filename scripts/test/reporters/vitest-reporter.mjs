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
      skips: inState('skipped').map((test) => ({ name: test.fullName, reason: reasonOf(test) })),
    };
    writeFileSync(/** @type {string} */ (process.env.VIGIL_SUITE_RESULT), JSON.stringify(result));
  }
}

/** What `context.skip(reason)` says, or the title of the suite: `… (skipped: reason)`. @param {import('vitest/node').TestCase} test */
function reasonOf(test) {
  const result = test.result();
  const said = 'note' in result ? result.note : undefined;
  return said || /\(skipped: (.+?)\)/.exec(test.fullName)?.[1] || 'the test gives no reason';
}

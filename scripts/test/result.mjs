/**
 * @typedef {{ name: string, reason: string, count?: number }} Skip what was not run; `count` tests stand behind it (1)
 * @typedef {object} SuiteResult
 * @property {number} passed
 * @property {string[]} failures names of failed tests, and a sentence for what broke outside of tests
 * @property {Skip[]} skips
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} title
 * @property {() => Promise<SuiteResult>} run
 */

/** @param {string} name @param {string} reason @param {number} count @returns {SuiteResult} */
export function skippedSuite(name, reason, count) {
  return { passed: 0, failures: [], skips: [{ name, reason, count }] };
}

/** @param {string} problem @returns {SuiteResult} */
export function brokenSuite(problem) {
  return { passed: 0, failures: [problem], skips: [] };
}

/**
 * A runner that ends badly without a failed test, or runs nothing at all, has not shown anything.
 *
 * @param {SuiteResult} result
 * @param {number | null} exitCode
 * @returns {SuiteResult}
 */
export function withRunnerFailure(result, exitCode) {
  if (exitCode !== 0 && result.failures.length === 0) {
    return { ...result, failures: [`the test runner ended with exit code ${exitCode}; its output is above`] };
  }
  if (result.passed + result.failures.length + result.skips.length === 0) {
    return brokenSuite('the suite ran no tests');
  }
  return result;
}

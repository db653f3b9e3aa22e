/**
 * @typedef {{ Action: string, Package?: string, ImportPath?: string, Test?: string, Output?: string, Elapsed?: number }} GoEvent
 */

/** Collects the events of `go test -json`. A test with subtests counts only when it fails and none of them does. */
export function createGoTally() {
  /** @type {Map<string, { outcome: string, output: string }>} */
  const tests = new Map();
  /** @type {string[]} */
  const brokenPackages = [];

  return {
    /** @param {GoEvent} event */
    add(event) {
      if (event.Test !== undefined) {
        addTestEvent(tests, event);
      } else if (event.Action === 'fail' && event.Package && !hasFailedTest(tests, event.Package)) {
        brokenPackages.push(`${event.Package} could not be built or ended outside of a test`);
      }
    },
    /** @returns {import('../result.mjs').SuiteResult} */
    result() {
      const entries = [...tests].filter(([name, test]) => counts(name, test.outcome, tests));
      const withOutcome = (/** @type {string} */ outcome) => entries.filter(([, test]) => test.outcome === outcome);
      return {
        passed: withOutcome('pass').length,
        failures: [...withOutcome('fail').map(([name]) => name), ...brokenPackages],
        skips: withOutcome('skip').map(([name, { output }]) => ({ name, reason: skipReason(output) })),
      };
    },
  };
}

/** @param {Map<string, { outcome: string, output: string }>} tests @param {GoEvent} event */
function addTestEvent(tests, { Action, Package, Test, Output = '' }) {
  const name = `${Package}.${Test}`;
  const test = tests.get(name) ?? { outcome: 'run', output: '' };
  tests.set(name, test);
  if (Action === 'output') {
    test.output += Output;
  } else if (['pass', 'fail', 'skip'].includes(Action)) {
    test.outcome = Action;
  }
}

/** @param {Map<string, { outcome: string }>} tests @param {string} packagePath */
function hasFailedTest(tests, packagePath) {
  return [...tests].some(([name, { outcome }]) => outcome === 'fail' && name.startsWith(`${packagePath}.`));
}

/** @param {string} name @param {string} outcome @param {Map<string, { outcome: string }>} tests */
function counts(name, outcome, tests) {
  const subtests = [...tests].filter(([other]) => other.startsWith(`${name}/`));
  return outcome === 'fail' ? !subtests.some(([, subtest]) => subtest.outcome === 'fail') : subtests.length === 0;
}

/** @param {string} output */
function skipReason(output) {
  return /^\s+\S+\.go:\d+: (.+)$/m.exec(output)?.[1] ?? 'the test gives no reason';
}

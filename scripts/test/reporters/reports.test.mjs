import { describe, expect, it } from 'vitest';
import { createGoTally } from './go-result.mjs';
import { readJestReport } from './jest-result.mjs';
import { readPlaywrightReport } from './playwright-result.mjs';

describe('go test -json', () => {
  /** @param {import('./go-result.mjs').GoEvent[]} events */
  const tally = (events) => {
    const collected = createGoTally();
    events.forEach((event) => collected.add(event));
    return collected.result();
  };
  const test = (/** @type {string} */ name, /** @type {string} */ action) => ({
    Action: action,
    Package: 'vigil/pkg/app',
    Test: name,
  });

  it('counts subtests instead of the test that holds them', () => {
    const result = tally([
      test('TestRoles', 'run'),
      test('TestRoles/viewer', 'pass'),
      test('TestRoles/editor', 'fail'),
      test('TestRoles', 'fail'),
      test('TestAlone', 'pass'),
    ]);
    expect(result.passed).toBe(2);
    expect(result.failures).toEqual(['vigil/pkg/app.TestRoles/editor']);
  });

  it('counts a test that fails although its subtests pass', () => {
    const result = tally([test('TestRoles/viewer', 'pass'), test('TestRoles', 'fail')]);
    expect(result).toMatchObject({ passed: 1, failures: ['vigil/pkg/app.TestRoles'] });
  });

  it('takes the reason of a skipped test from its output', () => {
    const result = tally([
      { ...test('TestReal', 'output'), Output: '=== RUN   TestReal\n' },
      { ...test('TestReal', 'output'), Output: '    real_test.go:12: no Grafana found\n' },
      test('TestReal', 'skip'),
    ]);
    expect(result.skips).toEqual([{ name: 'vigil/pkg/app.TestReal', reason: 'no Grafana found' }]);
  });

  it('reports a package that does not build', () => {
    expect(tally([{ Action: 'fail', Package: 'vigil/pkg/app' }]).failures).toEqual([
      'vigil/pkg/app could not be built or ended outside of a test',
    ]);
  });

  it('does not count a package once more for its failed test', () => {
    const result = tally([test('TestOne', 'fail'), { Action: 'fail', Package: 'vigil/pkg/app' }]);
    expect(result.failures).toEqual(['vigil/pkg/app.TestOne']);
  });
});

describe('jest --json', () => {
  it('counts assertions, and files that could not be run', () => {
    const result = readJestReport({
      testResults: [
        {
          name: 'src/App.test.tsx',
          message: '',
          assertionResults: [
            { fullName: 'App renders', status: 'passed' },
            { fullName: 'App fails', status: 'failed' },
            { fullName: 'App later', status: 'pending' },
          ],
        },
        { name: 'src/broken.test.ts', message: 'SyntaxError', assertionResults: [] },
      ],
    });
    expect(result).toEqual({
      passed: 1,
      failures: ['App fails', 'src/broken.test.ts could not be run'],
      skips: [{ name: 'App later', reason: 'the test gives no reason' }],
    });
  });
});

describe('Playwright JSON', () => {
  const spec = (/** @type {string} */ title, /** @type {string} */ status, /** @type {string} */ reason = '') => ({
    title,
    tests: [{ projectName: 'chromium', status, annotations: reason ? [{ type: 'skip', description: reason }] : [] }],
  });

  it('collects tests of nested suites with the reasons of skipped ones', () => {
    const result = readPlaywrightReport({
      errors: [],
      suites: [
        {
          title: 'home.spec.ts',
          specs: [spec('opens', 'expected')],
          suites: [
            { title: 'feed', specs: [spec('lists', 'unexpected'), spec('alerts', 'skipped', 'needs a contact point')] },
          ],
        },
      ],
    });
    expect(result).toEqual({
      passed: 1,
      failures: ['home.spec.ts feed lists (chromium)'],
      skips: [{ name: 'home.spec.ts feed alerts (chromium)', reason: 'needs a contact point' }],
    });
  });

  it('reports an error outside of tests', () => {
    expect(readPlaywrightReport({ suites: [], errors: [{ message: 'no config\n at x' }] }).failures).toEqual([
      'no config',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { brokenSuite, skippedSuite, withRunnerFailure } from './result.mjs';
import { summarize } from './summary.mjs';

const good = { passed: 12, failures: [], skips: [] };

describe('summarize', () => {
  it('ends with one plain line of sums', () => {
    const lines = summarize([
      { suite: 'contract', seconds: 1, result: good },
      {
        suite: 'go',
        seconds: 2,
        result: { passed: 3, failures: ['pkg.TestOne'], skips: [{ name: 'pkg.TestTwo', reason: 'no network' }] },
      },
      { suite: 'e2e', seconds: 0, result: skippedSuite('all browser tests', 'no Grafana', 34) },
    ]);
    expect(lines.at(-1)).toBe('15 passed, 1 failed, 35 skipped');
    expect(lines.filter((line) => /\d+ passed, \d+ failed, \d+ skipped/.test(line))).toHaveLength(1);
  });

  it('says what was skipped and why, and what failed', () => {
    const lines = summarize([
      { suite: 'e2e', seconds: 0, result: skippedSuite('all browser tests', 'no Grafana', 34) },
      { suite: 'web', seconds: 1, result: brokenSuite('Jest left no result') },
    ]);
    expect(lines).toContain('  e2e: all browser tests (34 tests): no Grafana');
    expect(lines).toContain('  web: Jest left no result');
  });

  it('names groups instead of many tests that are skipped for one reason', () => {
    const skips = ['a', 'b', 'c', 'd'].map((test) => ({ name: `storage > pages > ${test}`, reason: 'no PostgreSQL' }));
    const lines = summarize([{ suite: 'service', seconds: 1, result: { ...good, skips } }]);
    expect(lines).toContain('  service: 4 tests of storage: no PostgreSQL');
    expect(lines.at(-1)).toBe('12 passed, 0 failed, 4 skipped');
  });

  it('leaves out empty sections', () => {
    const lines = summarize([{ suite: 'contract', seconds: 1, result: good }]);
    expect(lines.join('\n')).not.toMatch(/Skipped:|Failed:/);
  });
});

describe('withRunnerFailure', () => {
  it('keeps a good result', () => expect(withRunnerFailure(good, 0)).toBe(good));

  it('turns a bad exit without a failed test into a failure', () => {
    expect(withRunnerFailure(good, 1).failures).toEqual([
      'the test runner ended with exit code 1; its output is above',
    ]);
  });

  it('keeps the failed tests of a bad exit', () => {
    const result = { ...good, failures: ['one'] };
    expect(withRunnerFailure(result, 1)).toBe(result);
  });

  it('does not take an empty run for a good one', () => {
    expect(withRunnerFailure({ passed: 0, failures: [], skips: [] }, 0).failures).toEqual(['the suite ran no tests']);
  });
});

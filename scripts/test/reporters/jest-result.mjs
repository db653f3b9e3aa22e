/**
 * @typedef {{ fullName: string, status: string }} JestAssertion
 * @typedef {{ name: string, message: string, assertionResults: JestAssertion[] }} JestFile
 * @param {{ testResults: JestFile[] }} report what `jest --json` wrote
 * @returns {import('../result.mjs').SuiteResult}
 */
export function readJestReport({ testResults }) {
  const assertions = testResults.flatMap((file) => file.assertionResults);
  const withStatus = (/** @type {string[]} */ ...statuses) =>
    assertions.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName);
  return {
    passed: withStatus('passed').length,
    failures: [
      ...withStatus('failed'),
      ...testResults
        .filter((file) => file.assertionResults.length === 0 && file.message)
        .map((file) => `${file.name} could not be run`),
    ],
    skips: withStatus('pending', 'skipped', 'todo', 'disabled').map((name) => ({
      name,
      reason: 'the test gives no reason',
    })),
  };
}

/**
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ projectName: string, status: string, annotations: Annotation[] }} PlaywrightTest
 * @typedef {{ title: string, specs?: { title: string, tests: PlaywrightTest[] }[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @param {{ suites: PlaywrightSuite[], errors: { message?: string }[] }} report what the JSON reporter wrote
 * @returns {import('../result.mjs').SuiteResult}
 */
export function readPlaywrightReport({ suites, errors }) {
  const tests = suites.flatMap((suite) => flatten(suite, []));
  const withStatus = (/** @type {string[]} */ ...statuses) => tests.filter(({ status }) => statuses.includes(status));
  return {
    passed: withStatus('expected', 'flaky').length,
    failures: [
      ...withStatus('unexpected').map(({ name }) => name),
      ...errors.map((error) => error.message?.split('\n')[0] ?? 'an error without a message'),
    ],
    skips: withStatus('skipped').map(({ name, reason }) => ({ name, reason })),
  };
}

/**
 * @param {PlaywrightSuite} suite
 * @param {readonly string[]} parents
 * @returns {{ name: string, status: string, reason: string }[]}
 */
function flatten({ title, specs = [], suites = [] }, parents) {
  const titles = [...parents, title];
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ status, annotations, projectName }) => ({
      name: [...titles, spec.title, `(${projectName})`].join(' '),
      status,
      reason:
        annotations.find(({ type, description }) => type === 'skip' && description)?.description ??
        'not run because a test that it depends on failed, or the test gives no reason',
    }))
  );
  return [...own, ...suites.flatMap((child) => flatten(child, titles))];
}

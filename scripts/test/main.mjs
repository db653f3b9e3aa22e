import { brokenSuite } from './result.mjs';
import { suites } from './suites.mjs';
import { summarize } from './summary.mjs';

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`Unknown suite ${unknown.join(', ')}. Suites: ${suites.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) {
  process.once(signal, () => process.exit(1));
}

/** @type {import('./summary.mjs').SuiteRun[]} */
const runs = [];
for (const suite of suites.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  console.log(`\n=== ${suite.title} (${suite.name})`);
  const startedAtMs = performance.now();
  const result = await suite.run().catch((error) => brokenSuite(String(error.stack ?? error)));
  runs.push({ suite: suite.name, seconds: (performance.now() - startedAtMs) / 1000, result });
}
for (const line of summarize(runs)) {
  console.log(line);
}
process.exit(runs.some(({ result }) => result.failures.length > 0) ? 1 : 0);

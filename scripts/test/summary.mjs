const namedSkips = 3;

/**
 * @typedef {{ suite: string, seconds: number, result: import('./result.mjs').SuiteResult }} SuiteRun
 */

/**
 * What is printed at the end: a table, what was skipped and why, what failed, and one line with the sums.
 *
 * @param {readonly SuiteRun[]} runs
 */
export function summarize(runs) {
  const rows = runs.map(({ suite, seconds, result }) => ({
    suite,
    passed: result.passed,
    failed: result.failures.length,
    skipped: countSkipped(result),
    seconds,
  }));
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => rows.reduce((total, row) => total + row[key], 0);
  return [
    '',
    tableLine('suite', 'passed', 'failed', 'skipped', 'time'),
    ...rows.map(({ suite, passed, failed, skipped, seconds }) =>
      tableLine(suite, passed, failed, skipped, `${seconds.toFixed(1)} s`)
    ),
    ...section('Skipped', runs, ({ result }) => describeSkips(result)),
    ...section('Failed', runs, ({ result }) => result.failures),
    '',
    `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  ];
}

/** @param {import('./result.mjs').SuiteResult} result */
function countSkipped({ skips }) {
  return skips.reduce((total, { count = 1 }) => total + count, 0);
}

/**
 * One line for each reason; of many tests only the groups are named, which are the first parts of their names.
 *
 * @param {import('./result.mjs').SuiteResult} result
 */
function describeSkips({ skips }) {
  return [...Map.groupBy(skips, ({ reason }) => reason)].flatMap(([reason, group]) =>
    group.length > namedSkips ? describeGroup(reason, group) : group.map(describeSkip)
  );
}

/** @param {string} reason @param {import('./result.mjs').Skip[]} group */
function describeGroup(reason, group) {
  const names = [...new Set(group.map(({ name }) => name.split(' > ')[0]))];
  return `${group.length} tests of ${names.join('; ')}: ${reason}`;
}

/** @param {import('./result.mjs').Skip} skip */
function describeSkip({ name, reason, count = 1 }) {
  return `${name}${count > 1 ? ` (${count} tests)` : ''}: ${reason}`;
}

/** @param {string} title @param {readonly SuiteRun[]} runs @param {(run: SuiteRun) => string[]} pick */
function section(title, runs, pick) {
  const lines = runs.flatMap((run) => pick(run).map((text) => `  ${run.suite}: ${text}`));
  return lines.length > 0 ? ['', `${title}:`, ...lines] : [];
}

/** @param {string} name @param {...(string | number)} cells */
function tableLine(name, ...cells) {
  return name.padEnd(14) + cells.map((cell) => String(cell).padStart(10)).join('');
}

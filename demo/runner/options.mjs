import { parseArgs } from 'node:util';

export const faultNames = /** @type {const} */ ([
  'latency',
  'errors',
  'memory',
  'dependency-down',
  'drop-to-zero',
  'bad-deploy',
  'cache-collapse',
  'none',
]);

const flags = /** @type {const} */ ({
  fault: { type: 'string', default: 'latency' },
  seed: { type: 'string', default: '1' },
  once: { type: 'boolean', default: false },
  docker: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false, short: 'h' },
});

export const usage = `Usage: npm run demo [-- OPTIONS]

Starts real Prometheus, Loki, Jaeger and Alertmanager, a small instrumented system with a week of history and Vigil,
breaks something and shows what Vigil makes of it.

  --fault NAME  what to break: ${faultNames.join(', ')} (default: ${flags.fault.default})
  --once        play one fault, print a JSON summary as the last line, and exit 0 only if it was found and
                attributed to the right service and no other service was blamed
  --seed N      another load and another history (default: ${flags.seed.default})
  --keep        keep the run directory (.local/run/…) with data and logs
  --docker      use docker-compose.yaml instead of local processes
  --help        this text`;

/**
 * @typedef {(typeof faultNames)[number]} FaultName
 * @typedef {{ fault: FaultName, seed: number, once: boolean, docker: boolean, keep: boolean, help: boolean }} DemoOptions
 * @param {readonly string[]} args
 * @returns {{ ok: true, options: DemoOptions } | { ok: false, problem: string }}
 */
export function parseOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: flags, allowPositionals: false }));
  } catch (error) {
    return refuse(
      `${firstSentence(error)}. Valid options: ${Object.keys(flags)
        .map((flag) => `--${flag}`)
        .join(', ')}`
    );
  }
  const { fault, seed } = values;
  if (!isFaultName(fault)) {
    return refuse(`Unknown fault '${fault}'. Valid faults: ${faultNames.join(', ')}`);
  }
  if (!/^\d{1,9}$/.test(seed)) {
    return refuse(`--seed takes a whole number from 0 to 999999999, not '${seed}'`);
  }
  return { ok: true, options: { ...values, fault, seed: Number(seed) } };
}

/** @param {string} name @returns {name is FaultName} */
export function isFaultName(name) {
  return /** @type {readonly string[]} */ (faultNames).includes(name);
}

/** @param {string} problem @returns {{ ok: false, problem: string }} */
function refuse(problem) {
  return { ok: false, problem };
}

/** @param {unknown} error */
function firstSentence(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('. ')[0];
}

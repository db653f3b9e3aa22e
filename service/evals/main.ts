import path from 'node:path';
import { evaluateDetection } from './detection/evaluate-detection.ts';
import { findBench } from './find-bench.ts';
import { evaluateLogs } from './logs/evaluate-logs.ts';
import { evaluateRootCause } from './root-cause/evaluate-root-cause.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Each writes a table of results beside its code and returns it. */
const evaluations: Readonly<Record<string, (root: string, bench: string) => Promise<string>>> = {
  detection: evaluateDetection,
  logs: evaluateLogs,
  'root-cause': evaluateRootCause,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(evaluations, name));
if (unknown.length > 0) {
  console.error(`there is no evaluation ${unknown.join(', ')}; there is: ${Object.keys(evaluations).join(', ')}`);
  process.exitCode = 2;
} else {
  try {
    const bench = await findBench(root, process.env);
    for (const [name, evaluate] of Object.entries(evaluations)) {
      if (wanted.length === 0 || wanted.includes(name)) {
        console.log(await evaluate(root, bench));
      }
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

import { findMissingCommands } from '../bootstrap/required-commands.mjs';
import { runCommand } from './command.mjs';
import { createGoTally } from './reporters/go-result.mjs';
import { skippedSuite, withRunnerFailure } from './result.mjs';

/** @typedef {import('./reporters/go-result.mjs').GoEvent} GoEvent */

export async function runGoTests() {
  if (findMissingCommands({ go: '' }).length > 0) {
    return skippedSuite('all Go tests', 'there is no go on the path', 1);
  }
  const tally = createGoTally();
  const exitCode = await runCommand('go', ['test', '-json', './pkg/...'], {
    onLine(line) {
      const event = parseEvent(line);
      if (event) {
        tally.add(event);
      }
      show(event, line);
    },
  });
  return withRunnerFailure(tally.result(), exitCode);
}

/** @param {string} line @returns {GoEvent | undefined} */
function parseEvent(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** One line for each package and whatever belongs to a failure. @param {GoEvent | undefined} event @param {string} line */
function show(event, line) {
  if (event === undefined) {
    console.log(line);
  } else if (event.Test === undefined && ['pass', 'fail', 'skip'].includes(event.Action)) {
    console.log(`${event.Action.padEnd(5)} ${event.Package} (${event.Elapsed ?? 0} s)`);
  } else if (event.Action === 'build-output' || /^\s*(--- FAIL|panic:|\S+\.go:\d+:)/.test(event.Output ?? '')) {
    process.stdout.write(event.Output ?? '');
  }
}

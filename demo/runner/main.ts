import { createCleanup } from './cleanup.ts';
import { type Demo, playAlong, playOnce } from './demo.ts';
import { describeError } from './describe-error.ts';
import { runDockerDemo } from './docker.ts';
import { type DemoOptions, parseOptions, usage } from './options.mjs';
import { createRunDirectory, removeRunDirectory } from './run-directory.ts';
import { listenForStop } from './stop-signals.ts';
import { createTerminal } from './terminal.ts';
import type { Verdict } from './verdict.ts';

async function main(): Promise<number> {
  const parsed = parseOptions(process.argv.slice(2));
  if (!parsed.ok) {
    console.error(parsed.problem);
    return 2;
  }
  if (parsed.options.help) {
    console.log(usage);
    return 0;
  }
  const signal = listenForStop();
  if (parsed.options.docker) {
    return runDockerDemo(signal);
  }
  return runLocalDemo(parsed.options, signal);
}

async function runLocalDemo(options: DemoOptions, signal: AbortSignal): Promise<number> {
  const terminal = createTerminal();
  const cleanup = createCleanup();
  const directory = await createRunDirectory('demo');
  const demo: Demo = { options, directory, terminal, cleanup, signal };
  let verdict: Verdict | null = null;
  let isRemovable = !options.keep;
  try {
    verdict = await Promise.race([play(demo), aborted(signal)]);
    isRemovable &&= verdict === null || verdict.problems.length === 0;
  } catch (error) {
    if (!signal.aborted) {
      isRemovable = false;
      throw error;
    }
    terminal.line('setup', (signal.reason as Error).message);
  } finally {
    terminal.line('setup', 'Stopping everything');
    (await cleanup.run()).forEach((problem) => terminal.line('setup', `While stopping, ${problem}`));
    if (isRemovable) {
      await removeRunDirectory(directory);
    } else {
      terminal.line('setup', `Data and logs are in ${directory}`);
    }
  }
  return conclude(verdict, signal);
}

async function play(demo: Demo): Promise<Verdict | null> {
  if (demo.options.once) {
    return playOnce(demo);
  }
  await playAlong(demo);
  return null;
}

/** Whatever is under way when the user wants to stop, nobody waits for it. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** The summary is the last line of the output. */
function conclude(verdict: Verdict | null, signal: AbortSignal): number {
  if (verdict === null) {
    return signal.aborted ? 130 : 0;
  }
  console.log(JSON.stringify(verdict.summary));
  return verdict.problems.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
process.exit();

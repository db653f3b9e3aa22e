import { runCli } from '../src/cli/run-cli.ts';

/** Runs a command of `vigil`; throws Error with what it complains of. */
export async function runVigil(args: readonly string[]): Promise<void> {
  const errors: string[] = [];
  const code = await runCli(args, { out: () => undefined, error: (text) => errors.push(text) });
  if (code !== 0) {
    throw new Error(errors.join('\n'));
  }
}

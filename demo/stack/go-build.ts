import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type BuildState, recordLine } from './build-progress.ts';
import { repositoryDirectory } from './paths.ts';

const keptOutputLines = 25;

/** Names the component, the command to repeat and what the compiler said last. */
export class BuildError extends Error {
  constructor(component: string, directory: string, command: string, reason: string, output: readonly string[]) {
    const lines = output.length > 0 ? output.map((line) => `    ${line}`).join('\n') : '    (no output)';
    super(
      `Building ${component} failed: ${reason}\n  directory: ${directory}\n  command: ${command}\n  last output:\n${lines}`
    );
    this.name = 'BuildError';
  }
}

/** Runs `go build` for all packages of a component into `outputDirectory`, following it in `state`. */
export async function runGoBuild(state: BuildState, outputDirectory: string, signal: AbortSignal): Promise<void> {
  const { component } = state;
  const args = ['build', '-mod=readonly', '-buildvcs=false', '-trimpath', '-v', ...component.buildFlags];
  args.push('-o', `${outputDirectory}${path.sep}`, ...Object.keys(component.packages));
  const output: string[] = [];
  const fail = (reason: string) =>
    new BuildError(
      component.name,
      path.relative(repositoryDirectory, component.moduleDirectory),
      ['CGO_ENABLED=0', 'go', ...args.map(quote)].join(' '),
      reason,
      output
    );

  const go = spawn('go', args, {
    cwd: component.moduleDirectory,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  });
  createInterface({ input: go.stderr }).on('line', (line) => {
    if (!recordLine(state, line)) {
      output.push(line);
      output.splice(0, output.length - keptOutputLines);
    }
  });
  const [code, killedBy] = (await once(go, 'close').catch((error: Error) => {
    throw fail(error.message);
  })) as [number | null, NodeJS.Signals | null];
  if (code !== 0) {
    throw fail(killedBy ? `ended by ${killedBy}` : `exit code ${code}`);
  }
}

function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument}'`;
}

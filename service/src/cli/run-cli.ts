import { backtest } from './backtest.ts';
import { UsageError, type Command } from './command.ts';
import { datasets } from './datasets.ts';
import { detect } from './detect.ts';
import { rank } from './rank.ts';
import { templates } from './templates.ts';

export interface CliOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

const commands: Readonly<Record<string, Command>> = { backtest, datasets, detect, rank, templates };

const SUCCESS = 0;
const FAILURE = 1;
const WRONG_USAGE = 2;

/**
 * Runs `vigil` with these arguments.
 *
 * @returns the exit code: 0, 1 when the command failed, 2 when the arguments are wrong
 */
export async function runCli(args: readonly string[], output: CliOutput): Promise<number> {
  const [name = '', ...rest] = args;
  if (isHelp(name)) {
    output.out(usage());
    return SUCCESS;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    output.error(name ? `vigil: there is no command ${name}\n\n${usage()}` : usage());
    return WRONG_USAGE;
  }
  if (rest.some(isHelp)) {
    output.out(usageOf(name, command));
    return SUCCESS;
  }
  return runCommand(name, command, rest, output);
}

async function runCommand(
  name: string,
  command: Command,
  args: readonly string[],
  { out, error }: CliOutput
): Promise<number> {
  try {
    out(await command.run(args));
    return SUCCESS;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const isUsage = cause instanceof UsageError;
    error(`vigil ${name}: ${reason}${isUsage ? `\n\n${usageOf(name, command)}` : ''}`);
    return isUsage ? WRONG_USAGE : FAILURE;
  }
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h';
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name}   ${summary}`);
  return ['usage: vigil COMMAND [--help]', '', ...lines].join('\n');
}

function usageOf(name: string, command: Command): string {
  const flags = command.usage.split('\n').map((line) => `  ${line}`);
  return [`usage: vigil ${name}`, '', command.summary, '', ...flags].join('\n');
}

import { parseArgs } from 'node:util';
import { UsageError } from './command.ts';

/** Reads flags that all take a value and must all be there; throws `UsageError` for anything else. */
export function readFlags<Name extends string>(args: readonly string[], names: readonly Name[]): Record<Name, string> {
  const values = parse(args, names);
  const missing = names.filter((name) => !values[name]);
  if (missing.length > 0) {
    throw new UsageError(`missing ${missing.map((name) => `--${name}`).join(' and ')}`);
  }
  return values as Record<Name, string>;
}

function parse(args: readonly string[], names: readonly string[]): Record<string, unknown> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

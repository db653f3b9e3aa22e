import { parseArgs } from 'node:util';
import { UsageError } from './command.ts';

/** Reads flags that all take a value; throws `UsageError` when a required one is missing and for any that is unknown. */
export function readFlags<Required extends string, Optional extends string = never>(
  args: readonly string[],
  required: readonly Required[],
  optional: readonly Optional[] = []
): Record<Required, string> & Partial<Record<Optional, string>> {
  const values = parse(args, [...required, ...optional]);
  const missing = required.filter((name) => !values[name]);
  if (missing.length > 0) {
    throw new UsageError(`missing ${missing.map((name) => `--${name}`).join(' and ')}`);
  }
  return values as Record<Required, string> & Partial<Record<Optional, string>>;
}

function parse(args: readonly string[], names: readonly string[]): Record<string, unknown> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

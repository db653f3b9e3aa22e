import type { z } from 'zod';
import { ConfigError } from './config/config-error.ts';
import type { ConfigProblem } from './config/config-error.ts';
import { readConfigFile, setAt } from './config/config-file.ts';
import { moveForeignKeys } from './config/foreign-keys.ts';
import { serviceConfig } from './config/config.schema.ts';
import type { ServiceConfig } from './config/config.schema.ts';
import { settings } from './config/settings.ts';
import type { Setting } from './config/settings.ts';

export { ConfigError } from './config/config-error.ts';
export type { ServiceConfig } from './config/config.schema.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration, and what about it its author should know. */
export interface ReadConfig {
  config: ServiceConfig;
  notices: readonly string[];
}

export function loadConfig(environment: Environment): ServiceConfig {
  return readConfig(environment).config;
}

/** The file named by VIGIL_CONFIG; null when there is none. */
export function configPath({ VIGIL_CONFIG }: Environment): string | null {
  return VIGIL_CONFIG === undefined || VIGIL_CONFIG === '' ? null : VIGIL_CONFIG;
}

/**
 * Reads the file named by VIGIL_CONFIG and lays the environment over it. Throws ConfigError with every problem at once.
 */
export function readConfig(environment: Environment): ReadConfig {
  const file = configPath(environment) ?? undefined;
  const tree = file === undefined ? {} : readConfigFile(file);
  const notices = moveForeignKeys(tree);
  const origins = new Map<string, string>();
  for (const setting of settings) {
    const variable = setting.variables.find((name) => (environment[name] ?? '') !== '');
    if (variable !== undefined) {
      setAt(tree, setting.path, readValue(setting, environment[variable] ?? ''));
      origins.set(setting.path.join('.'), variable);
    }
  }
  const parsed = serviceConfig.safeParse({ ...tree, server: tree.server ?? {} });
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.flatMap((issue) => toProblems(issue, origins, file)));
  }
  return { config: parsed.data, notices };
}

function readValue({ read }: Setting, text: string): string | number {
  const isNumber = read === 'number' && /^-?\d+(\.\d+)?$/.test(text);
  return isNumber ? Number(text) : text;
}

function toProblems(issue: z.core.$ZodIssue, origins: ReadonlyMap<string, string>, file?: string): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      where: whereIs([...issue.path, key], origins, file),
      problem: 'is not a known setting',
      remedy: 'its correct spelling, or nothing; docs/operations.md lists every setting',
    }));
  }
  const setting = settings.find(({ path }) => path.join('.') === issue.path.join('.'));
  return [
    {
      where: whereIs(issue.path, origins, file),
      problem: isMissing(issue) ? 'is required but not set' : issue.message,
      remedy: setting?.remedy ?? 'a value as docs/operations.md describes it',
    },
  ];
}

/** The name under which the person who configures this knows it. */
function whereIs(path: readonly PropertyKey[], origins: ReadonlyMap<string, string>, file?: string): string {
  const dotted = path.map(String).join('.');
  const variable = origins.get(dotted) ?? settings.find((one) => one.path.join('.') === dotted)?.variables[0];
  const isFromFile = file !== undefined && !origins.has(dotted);
  if (!isFromFile) {
    return variable ?? dotted;
  }
  return variable === undefined ? `${file}: ${dotted}` : `${file}: ${dotted} (or ${variable})`;
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

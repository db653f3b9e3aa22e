import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { ConfigError } from './config-error.ts';

export type ConfigTree = { [key: string]: unknown };

/** Reads the YAML file; throws ConfigError when it cannot be read or is not a mapping. */
export function readConfigFile(path: string): ConfigTree {
  const content = parseYaml(path, readText(path));
  if (content === null) {
    return {};
  }
  if (!isTree(content)) {
    throw fileProblem(path, 'does not hold a mapping', 'keys such as `server:` or `detectors:` at the top level');
  }
  return content;
}

export function isTree(value: unknown): value is ConfigTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function setAt(tree: ConfigTree, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) {
    return;
  }
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const branch = tree[key];
  const child = isTree(branch) ? branch : {};
  tree[key] = child;
  setAt(child, rest, value);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw fileProblem(path, `cannot be read (${reason})`, 'a readable YAML file, or no VIGIL_CONFIG');
  }
}

function parseYaml(path: string, text: string): unknown {
  try {
    return parse(text, { prettyErrors: false });
  } catch (error) {
    const line = error instanceof YAMLParseError ? text.slice(0, error.pos[0]).split('\n').length : 1;
    throw fileProblem(path, `is not valid YAML at line ${line}`, 'correct YAML');
  }
}

function fileProblem(path: string, problem: string, remedy: string): ConfigError {
  return new ConfigError([{ where: `VIGIL_CONFIG (${path})`, problem, remedy }]);
}

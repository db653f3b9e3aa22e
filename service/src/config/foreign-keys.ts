import { ConfigError } from './config-error.ts';
import { isTree, setAt } from './config-file.ts';
import type { ConfigTree } from './config-file.ts';
import { parseDurationSeconds } from './duration.ts';

interface ForeignKey {
  /** The words of the key with those of its section before it, e.g. `training_window_days`. */
  pattern: RegExp;
  target: string;
  /** Null for a value that does not say what it means. */
  convert: (value: unknown, unit: string | undefined) => number | null;
  remedy: string;
}

const unitSeconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

const foreignKeys: readonly ForeignKey[] = [
  {
    pattern: /^(?:training_|model_)*window(?:_size)?(?:_(seconds|minutes|hours|days))?$/,
    target: 'detection.trainingWindowSeconds',
    convert: toSeconds,
    remedy: 'a duration with its unit, e.g. 7d',
  },
  {
    pattern: /^(?:training_|model_|isolation_forest_)*contamination(?:_ratio)?$/,
    target: 'detection.contamination',
    convert: (value) => (typeof value === 'number' ? value : null),
    remedy: 'a number above 0 and at most 0.5, e.g. 0.01',
  },
  {
    pattern:
      /^(?:training_|model_)*retrain(?:ing)?(?:_(?:schedule|interval|every))?(?:_(seconds|minutes|hours|days))?$/,
    target: 'detection.retrainHours',
    convert: (value, unit) => inHours(toSeconds(value, unit ?? 'hours')),
    remedy: 'a duration such as 24h, or a cron expression that repeats evenly',
  },
];

const sections: readonly string[] = ['training', 'model', 'isolation_forest', 'retrain', 'retraining'];

/**
 * Moves what a `config.yaml` of the AIOps Multi-Service Platform says (training window, contamination, retraining
 * schedule) to where Vigil has it, in place. What is set under Vigil's own name wins. Answers what was moved, in words;
 * throws ConfigError for a value that does not say what it means.
 */
export function moveForeignKeys(tree: ConfigTree): string[] {
  return [...entriesOf(tree)].flatMap(({ path, holder, key, words }) => {
    const foreign = foreignKeys.find(({ pattern }) => pattern.test(words));
    if (foreign === undefined) {
      return [];
    }
    const { pattern, target, convert, remedy } = foreign;
    const value = convert(holder[key], pattern.exec(words)?.[1]);
    if (value === null) {
      throw new ConfigError([{ where: path, problem: `does not say what ${target} is to be`, remedy }]);
    }
    removeKey(tree, path.split('.'));
    return [take(tree, path, target, value)];
  });
}

function take(tree: ConfigTree, path: string, target: string, value: number): string {
  const [section = '', name = ''] = target.split('.');
  const own = tree[section];
  if (isTree(own) && own[name] !== undefined) {
    return `${path} is left out, because ${target} is set as well`;
  }
  setAt(tree, [section, name], value);
  return `${path} is taken as ${target}: ${value}`;
}

function* entriesOf(tree: ConfigTree) {
  for (const [key, value] of Object.entries(tree)) {
    if (sections.includes(key) && isTree(value)) {
      for (const inner of Object.keys(value)) {
        yield { path: `${key}.${inner}`, holder: value, key: inner, words: wordsOf(`${key}_${inner}`) };
      }
    } else {
      yield { path: key, holder: tree, key, words: wordsOf(key) };
    }
  }
}

/** `trainingWindow` and `training-window` are `training_window`. */
function wordsOf(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

function removeKey(tree: ConfigTree, [key = '', inner]: readonly string[]): void {
  const section = tree[key];
  if (inner === undefined || !isTree(section)) {
    Reflect.deleteProperty(tree, key);
    return;
  }
  Reflect.deleteProperty(section, inner);
  if (Object.keys(section).length === 0) {
    Reflect.deleteProperty(tree, key);
  }
}

function toSeconds(value: unknown, unit: string | undefined): number | null {
  if (typeof value === 'number') {
    return unit === undefined ? null : value * unitSeconds[unit]!;
  }
  return typeof value === 'string' ? parseDurationSeconds(value) : null;
}

function inHours(seconds: number | null): number | null {
  return seconds === null ? null : seconds / 3600;
}

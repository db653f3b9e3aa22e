export interface ConfigProblem {
  /** The environment variable, or the file and the key in it. */
  where: string;
  problem: string;
  remedy: string;
}

/** Every problem of the configuration at once; holds no configured value, which might be a secret. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ where, problem, remedy }) => `${where}: ${problem}. Expected: ${remedy}.`).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

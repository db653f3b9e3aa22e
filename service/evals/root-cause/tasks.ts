/** One of the benchmark's tasks, and what others reach on it. */
export interface Task {
  readonly name: string;
  readonly folder: string;
  /** The figures that the task is judged by, as the scorer calls them. */
  readonly measures: readonly [string, string];
  /** Both measures, from the benchmark's description: the same cases, or all where it says so. */
  readonly simple: string;
  readonly published: string;
}

export const tasks: readonly Task[] = [
  {
    name: 'RCA-PETSHOP',
    folder: 'petshop',
    measures: ['Top-1', 'Top-3'],
    simple: '0.27 / 0.58 (largest z)',
    published: '0.65 / 0.81 (anomaly traversal)',
  },
  {
    name: 'RCA-SOCK',
    folder: 'sockshop',
    measures: ['Top-1', 'Avg@5'],
    simple: '0.96 / 0.99 (BARO)',
    published: '0.99 Avg@5 (BARO, all cases)',
  },
  {
    name: 'RCA-TT',
    folder: 'nezha-tt',
    measures: ['Top-1', 'Top-3'],
    simple: '0.36 / 0.50',
    published: '0.87 / 0.98 (Nezha, all cases)',
  },
  {
    name: 'RCA-OB',
    folder: 'nezha-ob',
    measures: ['Top-1', 'Top-3'],
    simple: '0.46 / 0.71 (largest z)',
    published: '0.93 / 0.96 (Nezha, all cases, with logs)',
  },
];

import { nabScores, vusScores } from './scores.ts';

/** One of the benchmark's tasks: which folder is scored how and by which scorer, and what others reach on it. */
export interface Task {
  readonly name: string;
  readonly folder: string;
  readonly mode: 'streaming' | 'offline';
  readonly scorer: string;
  readonly measure: string;
  readonly digits: number;
  /** Figures on the same series, from the benchmark's description. */
  readonly seed: string;
  readonly simple: string;
  readonly published: string;
  /** Reads what the scorer wrote. */
  figures(scores: unknown): { readonly mean: number; readonly bySeries: Readonly<Record<string, number>> };
}

function vusTask(name: string, folder: string, known: Pick<Task, 'seed' | 'simple' | 'published'>): Task {
  return {
    ...known,
    name,
    folder,
    mode: 'offline',
    scorer: 'vus.py',
    measure: 'mean VUS-PR',
    digits: 3,
    figures(scores) {
      const { mean, series } = vusScores.parse(scores);
      const bySeries = Object.entries(series).map(([id, each]) => [id, each['VUS-PR']] as const);
      return { mean: mean['VUS-PR'], bySeries: Object.fromEntries(bySeries) };
    },
  };
}

export const tasks: readonly Task[] = [
  {
    name: 'AD-NAB',
    folder: 'nab',
    mode: 'streaming',
    scorer: 'nab.py',
    measure: 'NAB score, standard profile',
    digits: 1,
    seed: '24.3',
    simple: '36.1 (EWMA z)',
    published: '78.0 (ARTime)',
    figures: (scores) => ({ mean: nabScores.parse(scores).score, bySeries: {} }),
  },
  vusTask('AD-SMD', 'smd', {
    seed: '0.449',
    simple: '0.474 (robust deviation)',
    published: '0.587 (MCD, three of the four)',
  }),
  vusTask('AD-ASD', 'asd', { seed: '0.212', simple: '0.354 (AR residual)', published: '' }),
  vusTask('AD-NAB-VUS', 'nab', {
    seed: '0.207',
    simple: '0.225 (half-space trees)',
    published: '0.484 (POLY, 23 of its series)',
  }),
];

import type { z } from 'zod';
import { table } from '../markdown-table.ts';
import type { Provenance } from '../provenance.ts';
import type { nabScores } from './scores.ts';
import type { Task } from './tasks.ts';

export interface Result {
  readonly task: Task;
  readonly seconds: number;
  readonly mean: number;
  readonly bySeries: Readonly<Record<string, number>>;
}

interface Context extends Provenance {
  /** What the alerts at score 1 are worth. */
  readonly atBoundary: z.infer<typeof nabScores>;
  readonly looksAhead: boolean;
}

/** The results as Markdown. */
export function renderResults(results: readonly Result[], context: Context): string {
  const { date, commit, atBoundary, looksAhead } = context;
  return [
    '# Detection',
    '',
    '`npm run eval -- detection`: `vigil detect` scores the series of the benchmark with its defaults, the same for all;',
    'development part only.',
    '',
    `Date ${date}, commit ${commit}.`,
    '',
    table(
      ['task', 'measure', 'Vigil', "seed's Isolation Forest", 'best simple baseline', 'published', 'seconds'],
      results.map(({ task, mean, seconds }) => [
        task.name,
        task.measure,
        `**${mean.toFixed(task.digits)}**`,
        task.seed,
        task.simple,
        task.published,
        seconds.toFixed(0),
      ])
    ),
    '',
    'The NAB score is that of the one threshold over all series that does best, as on the public scoreboard. Alerting at',
    `score 1, as the product does, gives **${atBoundary.score.toFixed(1)}**: ${atBoundary.windows_found} of ${atBoundary.windows} windows found,`,
    `${atBoundary.false_alert_runs} false alarms. With the future cut off ${looksAhead ? '**scores change: the detector looks ahead**' : 'no score changes'} (\`check_causal.py\`).`,
    '',
    ...results.filter(({ bySeries }) => Object.keys(bySeries).length > 0).flatMap(detailsOf),
  ].join('\n');
}

function detailsOf({ task, bySeries }: Result): string[] {
  const rows = Object.entries(bySeries).map(([id, figure]) => [id, figure.toFixed(task.digits)]);
  return [`## ${task.name}`, '', table(['series', 'VUS-PR'], rows), ''];
}

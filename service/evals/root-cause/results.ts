import { z } from 'zod';
import { table } from '../markdown-table.ts';
import type { Provenance } from '../provenance.ts';
import type { Task } from './tasks.ts';

const figuresSchema = z.object({
  cases: z.int(),
  'Top-1': z.number(),
  'Top-3': z.number(),
  'Avg@5': z.number(),
  'Kind@1': z.number().optional(),
});

/** What the scorer writes: by kind of fault, and for all. */
export const scoresSchema = z.record(z.string(), figuresSchema).refine((scores) => 'all' in scores);

type Figures = z.infer<typeof figuresSchema>;

export interface Result {
  readonly task: Task;
  readonly seconds: number;
  readonly scores: z.infer<typeof scoresSchema>;
}

const FAULT = 'fault=';

/** The results as Markdown. */
export function renderResults(results: readonly Result[], { date, commit }: Provenance): string {
  return [
    '# Root cause',
    '',
    '`npm run eval -- root-cause`: `vigil rank` ranks the services of each recorded incident by statistics alone, with one',
    'configuration for all systems and no model; development part only.',
    '',
    `Date ${date}, commit ${commit}.`,
    '',
    table(
      ['task', 'cases', 'measures', 'Vigil', 'best simple baseline', 'published', 'Kind@1', 'seconds a case'],
      results.map(({ task, seconds, scores }) => {
        const all = scores.all!;
        return [
          task.name,
          String(all.cases),
          task.measures.join(' / '),
          `**${task.measures.map((measure) => figure(all[measure as keyof Figures])).join(' / ')}**`,
          task.simple,
          task.published,
          figure(all['Kind@1']),
          (seconds / all.cases).toFixed(2),
        ];
      })
    ),
    '',
    'Top-k: share of cases whose broken service is among the first k. Avg@5: mean of Top-1 to Top-5. Kind@1: share where the',
    'first entry names both the service and what is wrong with it, where the labels say it.',
    '',
    ...results.flatMap(detailsOf),
  ].join('\n');
}

function detailsOf({ task, scores }: Result): string[] {
  const rows = Object.entries(scores)
    .filter(([group]) => group.startsWith(FAULT))
    .map(([group, each]) => [
      group.slice(FAULT.length),
      String(each.cases),
      figure(each['Top-1']),
      figure(each['Top-3']),
      figure(each['Kind@1']),
    ]);
  return [`## ${task.name}`, '', table(['fault', 'cases', 'Top-1', 'Top-3', 'Kind@1'], rows), ''];
}

function figure(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(3);
}

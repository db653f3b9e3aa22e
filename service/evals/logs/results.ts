import { z } from 'zod';
import { table } from '../markdown-table.ts';
import type { Provenance } from '../provenance.ts';

const scoreSchema = z.object({ GA: z.number(), FGA: z.number() });

/** What the scorer writes. */
export const scoresSchema = z.object({
  systems: z.record(z.string(), scoreSchema.extend({ groups: z.int(), templates: z.int() })),
  mean: scoreSchema,
});

export type Scores = z.infer<typeof scoresSchema>;

/** Means on the same lines that the bench's description states. */
const baselines = [
  ['Drain3, no masks, one configuration', '0.708', '0.711'],
  ['Drain3, its stock masks, one configuration', '0.763', '0.778'],
  ['Drain, published, tuned for each system', '0.823', ''],
  ['Brain, published, tuned for each system', '0.977', ''],
] as const;

/** The results as Markdown. */
export function renderResults({ systems, mean }: Scores, { date, commit }: Provenance): string {
  const ofSystems = Object.entries(systems).map(([name, { GA, FGA, groups, templates }]) => [
    name,
    figure(GA),
    figure(FGA),
    String(groups),
    String(templates),
  ]);
  const ofMethods = [
    ['**Vigil, one configuration**', `**${figure(mean.GA)}**`, `**${figure(mean.FGA)}**`],
    ...baselines,
  ];
  return [
    '# Log templates',
    '',
    '`npm run eval -- logs`: the lines of each system go once, in order, through `vigil templates`, which has one',
    'configuration for all; development part only.',
    '',
    `Date ${date}, commit ${commit}.`,
    '',
    table(['system', 'GA', 'FGA', 'groups found', 'templates labelled'], ofSystems),
    '',
    table(['mean over the systems', 'GA', 'FGA'], ofMethods),
    '',
    'GA: share of the lines whose group holds exactly the lines of their template. FGA: harmonic mean of the shares of found',
    'groups and of labelled templates that agree exactly.',
    '',
  ].join('\n');
}

function figure(value: number): string {
  return value.toFixed(4);
}

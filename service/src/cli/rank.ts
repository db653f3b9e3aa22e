import { writeFile } from 'node:fs/promises';
import { rankRecorded } from '../root-cause/recorded/rank-recorded.ts';
import { readCaseFolder } from './case-folder.ts';
import type { Command } from './command.ts';
import { readFlags } from './read-flags.ts';

export const rank: Command = {
  summary: 'rank the services of recorded incidents by how likely they are the cause',
  usage: [
    '--data DIR   folder with cases.json and, for each case, a folder with case.json and the files it names',
    '--out FILE   JSON file to write: for each case its services, best first, with kind of fault, metric and score',
  ].join('\n'),
  async run(args) {
    const { data, out } = readFlags(args, ['data', 'out']);
    const rankings: Record<string, ReturnType<typeof rankRecorded>> = {};
    const report: string[] = [];
    for await (const { name, incident } of readCaseFolder(data)) {
      const ranking = rankRecorded(incident);
      rankings[name] = ranking;
      const [first] = ranking;
      report.push(`${name}: ${first!.service}, ${first!.kind}, ${first!.score.toFixed(2)}`);
    }
    await writeFile(out, `${JSON.stringify(rankings)}\n`);
    return report.join('\n');
  },
};

import { writeFile } from 'node:fs/promises';
import { UsageError, type Command } from './command.ts';
import { readFlags } from './read-flags.ts';
import { scoreOffline } from '../detectors/recorded/score-offline.ts';
import { scoreStreaming } from '../detectors/recorded/score-streaming.ts';
import { readSeriesFolder, type SeriesTable } from './series-folder.ts';

const modes = { streaming: scoreStreaming, offline: scoreOffline } as const;
type Mode = keyof typeof modes;

export const detect: Command = {
  summary: 'score each row of recorded series, 1 at the boundary',
  usage: [
    '--data DIR    folder with series.json and the CSV files it names, one metric or many in each',
    '--out FILE    JSON file to write: for each series its scores',
    '--mode MODE   streaming: the score of the alert raised at a row, from it and earlier rows only;',
    '              offline: how much a row belongs to an anomaly, from all rows.',
    '              Without it files that have times are streamed and all others are scored offline.',
  ].join('\n'),
  async run(args) {
    const { data, out, mode } = readFlags(args, ['data', 'out'], ['mode']);
    if (mode !== undefined && !isMode(mode)) {
      throw new UsageError(`--mode is ${mode}; it can be ${Object.keys(modes).join(' or ')}`);
    }
    const scores: Record<string, Array<number | null>> = {};
    const report: string[] = [];
    for await (const table of readSeriesFolder(data)) {
      const used = mode ?? usualMode(table);
      const found = modes[used](table);
      scores[table.id] = Array.from(found, (score) => (Number.isNaN(score) ? null : score));
      report.push(`${table.id}: ${found.length} rows, ${found.filter((score) => score >= 1).length} from 1, ${used}`);
    }
    await writeFile(out, `${JSON.stringify(scores)}\n`);
    return report.join('\n');
  },
};

function isMode(text: string): text is Mode {
  return Object.hasOwn(modes, text);
}

function usualMode({ isTimed }: SeriesTable): Mode {
  return isTimed ? 'streaming' : 'offline';
}

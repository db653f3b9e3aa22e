import { writeFile } from 'node:fs/promises';
import { createTemplateMiner } from '../templates/index.ts';
import type { Command } from './command.ts';
import { readLogFolder } from './log-folder.ts';
import { readFlags } from './read-flags.ts';

interface LineTemplates {
  /** For each line the number of its template. */
  readonly groups: readonly number[];
  /** For each line the text of its template. */
  readonly templates: readonly string[];
}

export const templates: Command = {
  summary: 'group log lines by template',
  usage: [
    '--data DIR   folder with systems.json and the CSV files it names, lines in the column content',
    '--out FILE   JSON file to write: for each system the group and the template of each line',
  ].join('\n'),
  async run(args) {
    const { data, out } = readFlags(args, ['data', 'out']);
    const found: Record<string, LineTemplates> = {};
    const report: string[] = [];
    for await (const { name, lines } of readLogFolder(data)) {
      const mined = mineLines(lines);
      found[name] = mined;
      report.push(`${name}: ${lines.length} lines, ${new Set(mined.groups).size} templates`);
    }
    await writeFile(out, `${JSON.stringify(found)}\n`);
    return report.join('\n');
  },
};

/** One pass over the lines; templates that are united later are looked up by number at the end. */
function mineLines(lines: readonly string[]): LineTemplates {
  const miner = createTemplateMiner({ maxPatterns: Infinity });
  const ids = lines.map((line) => miner.add(line).templateId);
  miner.consolidate();
  const texts = new Map(miner.templates().map(({ id, text }) => [id, text]));
  const groups = ids.map((id) => miner.resolve(id));
  return { groups, templates: groups.map((id) => texts.get(id) ?? '') };
}

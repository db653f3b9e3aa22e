import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { queryTypes } from '../datasource/vigilQuery';

interface Dashboard {
  uid: string;
  panels: Array<{ id: number; title: string; targets: Array<{ queryType?: string; datasource: { uid: string } }> }>;
  templating: { list: Array<{ name: string }> };
}

const folder = join(process.cwd(), 'src/dashboards');
const dashboards = readdirSync(folder).map(
  (file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Dashboard] as const
);

describe.each(dashboards)('the dashboard %s', (_file, dashboard) => {
  const targets = dashboard.panels.flatMap((panel) => panel.targets);

  it('finds its data sources by variable, so that it works in every Grafana', () => {
    const variables = dashboard.templating.list.map(({ name }) => `\${${name}}`);
    expect(targets.filter(({ datasource }) => !variables.includes(datasource.uid))).toEqual([]);
  });

  it('asks only for what the data source answers', () => {
    const known: Array<string | undefined> = [undefined, ...queryTypes.map(({ value }) => value)];
    expect(targets.filter(({ queryType }) => !known.includes(queryType))).toEqual([]);
  });

  it('shows scores beside raw metrics', () => {
    const uids = new Set(targets.map(({ datasource }) => datasource.uid));
    expect(uids).toEqual(new Set(['${vigil}', '${prometheus}']));
  });
});

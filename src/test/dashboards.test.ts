import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { queryTypes } from '../datasource/vigilQuery';

interface Dashboard {
  uid: string;
  title: string;
  panels: Array<{
    id: number;
    title: string;
    gridPos: { x: number; y: number; w: number; h: number };
    targets: Array<{ queryType?: string; expr?: string; datasource: { uid: string } }>;
  }>;
  templating: { list: Array<{ name: string }> };
}

const folder = join(process.cwd(), 'src/dashboards');
const dashboards = readdirSync(folder).map(
  (file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Dashboard] as const
);

const gridColumns = 24;

interface Includes {
  includes: object[];
}

describe.each(dashboards)('the dashboard %s', (file, dashboard) => {
  const targets = dashboard.panels.flatMap((panel) => panel.targets);

  it('finds its data sources by variable, so that it works in every Grafana', () => {
    const variables = dashboard.templating.list.map(({ name }) => `\${${name}}`);
    expect(targets.filter(({ datasource }) => !variables.includes(datasource.uid))).toEqual([]);
  });

  it('asks only for what the data source answers', () => {
    const known: Array<string | undefined> = [undefined, ...queryTypes.map(({ value }) => value)];
    expect(targets.filter(({ queryType }) => !known.includes(queryType))).toEqual([]);
  });

  it('has a number and a place of its own for every panel', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`)
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > gridColumns)).toEqual([]);
  });

  it('is listed by the plugin', () => {
    const plugin = JSON.parse(readFileSync(join(process.cwd(), 'src/plugin.json'), 'utf8')) as Includes;
    expect(plugin.includes).toContainEqual(
      expect.objectContaining({ type: 'dashboard', path: `dashboards/${file}`, name: dashboard.title })
    );
  });

  it('shows scores beside raw metrics', () => {
    const uids = new Set(targets.map(({ datasource }) => datasource.uid));
    expect(uids).toEqual(new Set(['${vigil}', '${prometheus}']));
  });
});

import { dateTime, type PluginExtensionPanelContext } from '@grafana/data';
import { setupGrafana } from '../test/grafana';
import { investigatePanelLink } from './links';
import { serviceOfPanel } from './serviceOfPanel';

function panel(...targets: object[]): PluginExtensionPanelContext {
  const timeRange = { from: dateTime('2026-03-02T09:00:00Z'), to: dateTime('2026-03-02T10:00:00Z') };
  return { targets, timeRange, title: 'Errors', pluginId: 'timeseries', id: 1, timeZone: 'utc' } as never;
}

describe('the service that a panel is about', () => {
  it.each([
    ['a service label', { expr: 'rate(http_requests_total{service="orders",status="500"}[1m])' }, 'orders'],
    ['a job label', { expr: 'up{job="gateway"}' }, 'gateway'],
    ['a query of the Vigil data source', { queryType: 'score', service: 'payments' }, 'payments'],
    ['no label', { expr: 'sum(up)' }, ''],
    ['a pattern of several', { expr: 'up{service=~"orders|gateway"}' }, ''],
    ['a negated label', { expr: 'up{service!="orders"}' }, ''],
  ])('is read from %s', (_what, target, service) => {
    expect(serviceOfPanel(panel(target))).toBe(service);
  });

  it('is left open when queries name several', () => {
    expect(serviceOfPanel(panel({ expr: 'up{service="a"}' }, { expr: 'up{service="b"}' }))).toBe('');
  });
});

describe('the link in the menu of panels', () => {
  it('opens the start dialog with the service and time range of the panel', () => {
    const { path } = investigatePanelLink.configure?.(panel({ expr: 'up{service="orders"}' })) ?? {};
    const url = new URL(path!, 'http://localhost');
    expect(url.pathname).toBe('/a/vigil-aiops-app/investigations');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      start: 'true',
      startService: 'orders',
      startFrom: '2026-03-02T09:00:00.000Z',
      startTo: '2026-03-02T10:00:00.000Z',
    });
  });

  it('is not there for Viewers, who may not start investigations', () => {
    setupGrafana({ role: 'Viewer' });
    expect(investigatePanelLink.configure?.(panel({ expr: 'up' }))).toBeUndefined();
  });
});

import { screen, within } from '@testing-library/react';
import type { Insights, ServiceStatus } from '@vigil/contract';
import { golden } from '../../test/goldens';
import { setupGrafana } from '../../test/grafana';
import { currentUrl, renderApp } from '../../test/renderApp';
import { onGet, onProblem } from '../../test/server';

const busy = golden<Insights>('insights.busy');
const quiet = golden<Insights>('insights.quiet');
const working = golden<ServiceStatus>('service-status.ok');

function metricsDown(): ServiceStatus {
  const components = working.components.map((component) =>
    component.name === 'metrics'
      ? { ...component, state: 'down' as const, message: 'prometheus:9090 cannot be reached.' }
      : component
  );
  return { ...working, status: 'degraded', components };
}

describe('AI Insights', () => {
  beforeEach(() => {
    onGet('/status', working);
  });

  it('shows how the fleet is, and every service with its reason', async () => {
    onGet('/insights', busy);
    renderApp('/insights');
    expect(await screen.findByRole('img', { name: 'Fleet health: 73 of 100' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'In trouble' })).toBeInTheDocument();
    expect(screen.getByText('2 of 2 instances down')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /#42 payments: slow/ })).toHaveAttribute(
      'href',
      `/a/vigil-aiops-app/incidents/${busy.openIncidents[0].id}`
    );
  });

  it('counts the open incidents that its link lists, apart from the acknowledged ones', async () => {
    const [incident] = busy.openIncidents;
    const acknowledged = { ...incident, id: 'acknowledged', status: 'acknowledged' as const };
    const openIncidents = [incident, acknowledged];
    onGet('/insights', { ...busy, openIncidents, openIncidentCount: 25, acknowledgedIncidentCount: 2 });
    renderApp('/insights');
    const tile = await screen.findByRole('link', { name: /^Open incidents/ });
    expect(within(tile).getByText('25')).toBeInTheDocument();
    expect(within(tile).getByText('2 more acknowledged')).toBeInTheDocument();
    expect(tile).toHaveAttribute('href', '/a/vigil-aiops-app/incidents?status=open');
    const list = screen.getByRole('region', { name: 'Unresolved incidents' });
    expect(within(list).getByText('27')).toBeInTheDocument();
  });

  it('leads from the address of the app to this page', async () => {
    onGet('/insights', busy);
    renderApp('');
    expect(await screen.findByRole('heading', { name: 'In trouble' })).toBeInTheDocument();
    expect(currentUrl().pathname).toBe('/a/vigil-aiops-app/insights');
  });

  it('filters services by health, and keeps that in the URL', async () => {
    onGet('/insights', busy);
    const { user } = renderApp('/insights');
    await user.click(await screen.findByRole('button', { name: 'Degraded: 1 service' }));
    const services = screen.getByRole('region', { name: 'Services' });
    expect(within(services).getByText('payments')).toBeInTheDocument();
    expect(within(services).queryByText('catalog')).not.toBeInTheDocument();
    expect(currentUrl().searchParams.get('health')).toBe('degraded');
  });

  it('opens filtered when the URL says so', async () => {
    onGet('/insights', busy);
    renderApp('/insights?health=down');
    const services = await screen.findByRole('region', { name: 'Services' });
    expect(within(services).getByText('catalog')).toBeInTheDocument();
    expect(within(services).queryByText('payments')).not.toBeInTheDocument();
  });

  it('says that scores are paused, since when and why, instead of that all is well', async () => {
    onGet('/status', metricsDown());
    onGet('/insights', quiet);
    renderApp('/insights');
    expect(await screen.findByText(/The metrics source is down since/)).toBeInTheDocument();
    expect(screen.getByText(/prometheus:9090 cannot be reached/)).toBeInTheDocument();
    expect(await screen.findByRole('heading', { name: 'Scores are paused' })).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'Healthy' })).not.toBeInTheDocument();
  });

  it('shows the first run while no service is known', async () => {
    onGet('/insights', { ...quiet, services: [], fleet: {} });
    renderApp('/insights');
    expect(await screen.findByRole('heading', { name: 'Vigil is looking for services to watch' })).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'Healthy' })).not.toBeInTheDocument();
  });

  it('leads an administrator to the configuration when Vigil is not configured', async () => {
    setupGrafana({ role: 'Admin' });
    onProblem('get', '/status', golden('problem.plugin-not-configured'));
    onProblem('get', '/insights', golden('problem.plugin-not-configured'));
    renderApp('/insights');
    expect(await screen.findByRole('link', { name: 'Configure Vigil' })).toHaveAttribute(
      'href',
      '/plugins/vigil-aiops-app?page=configuration'
    );
  });

  it('tells others whom to ask when Vigil is not configured', async () => {
    setupGrafana({ role: 'Viewer' });
    onProblem('get', '/status', golden('problem.plugin-not-configured'));
    onProblem('get', '/insights', golden('problem.plugin-not-configured'));
    renderApp('/insights');
    expect(await screen.findByText(/An administrator of this Grafana can connect it/)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Configure Vigil' })).not.toBeInTheDocument();
  });

  it('shows why it fails, and works again after "Try again"', async () => {
    const detail = 'The Vigil service at http://vigil:8001 does not answer.';
    const problem = { status: 502, code: 'service-unreachable', title: 'No answer', type: 'about:blank', detail };
    onProblem('get', '/insights', problem);
    const { user } = renderApp('/insights');
    expect(await screen.findByRole('alert')).toHaveTextContent(detail);
    onGet('/insights', busy);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'In trouble' })).toBeInTheDocument();
  });

  it('says how to get charts where there is no Vigil data source', async () => {
    setupGrafana({ role: 'Admin', dataSources: ['prometheus'] });
    onGet('/insights', busy);
    renderApp('/insights');
    expect(await screen.findByRole('link', { name: 'Add a Vigil data source' })).toBeInTheDocument();
  });
});

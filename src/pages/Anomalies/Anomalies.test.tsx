import { screen, waitFor, within } from '@testing-library/react';
import type { AnomalyPage, AnomalyReport, ServiceStatus } from '@vigil/contract';
import { golden } from '../../test/goldens';
import { setupGrafana } from '../../test/grafana';
import { currentUrl, renderApp } from '../../test/renderApp';
import { onGet, onProblem } from '../../test/server';

const page = golden<AnomalyPage>('anomaly-page.two');
const report = golden<AnomalyReport>('anomaly-report.open');
const reportPath = `/anomalies/${report.anomaly.id}`;

beforeEach(() => {
  onGet('/status', golden<ServiceStatus>('service-status.ok'));
  onGet('/variables', golden('variable-values.services'));
});

describe('the list of anomalies', () => {
  it('says of each what was seen, what was expected and how bad it is', async () => {
    onGet('/anomalies', page);
    renderApp('/anomalies');
    const row = (await screen.findByRole('link', { name: 'payments · Spring HTTP latency p99' })).closest('tr')!;
    expect(within(row).getByText('Critical')).toBeInTheDocument();
    expect(within(row).getByText('2.10 s')).toBeInTheDocument();
    expect(within(row).getByText('240 ms')).toBeInTheDocument();
    expect(within(row).getByTitle('Score 8.40: critical')).toBeInTheDocument();
  });

  it('sends its filters to the service and keeps them in the URL', async () => {
    const asked: URLSearchParams[] = [];
    onGet('/anomalies', (request) => {
      asked.push(new URL(request.url).searchParams);
      return page;
    });
    const { user } = renderApp('/anomalies?severity=critical');
    await user.click(await screen.findByRole('radio', { name: 'Open' }));
    await waitFor(() => expect(asked.at(-1)?.get('status')).toBe('open'));
    expect(asked.at(-1)?.get('severity')).toBe('critical');
    expect(asked.at(-1)?.has('cursor')).toBe(false);
    expect(Date.parse(asked.at(-1)!.get('to')!) - Date.parse(asked.at(-1)!.get('from')!)).toBe(86_400_000);
    expect(currentUrl().searchParams.get('status')).toBe('open');
  });

  it('sorts on the server by the column that is pressed', async () => {
    const orders: Array<string | null> = [];
    onGet('/anomalies', (request) => {
      orders.push(new URL(request.url).searchParams.get('sort'));
      return page;
    });
    const { user } = renderApp('/anomalies');
    await user.click(await screen.findByRole('button', { name: /Peak score/ }));
    await waitFor(() => expect(orders.at(-1)).toBe('peakScore'));
    expect(screen.getByRole('columnheader', { name: /Peak score/ })).toHaveAttribute('aria-sort', 'descending');
  });

  it('pages forward and back, also after a reload', async () => {
    onGet('/anomalies', (request) => {
      const cursor = new URL(request.url).searchParams.get('cursor');
      return { ...page, total: 60, nextCursor: cursor === 'second' ? null : 'second' };
    });
    const { user } = renderApp('/anomalies');
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    expect(await screen.findByText('Page 2, 60 in total')).toBeInTheDocument();
    expect(currentUrl().searchParams.getAll('cursor')).toEqual(['second']);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled());
    await user.click(screen.getByRole('button', { name: 'Previous' }));
    expect(await screen.findByText('Page 1, 60 in total')).toBeInTheDocument();
  });

  it('tells an empty time range from filters that leave nothing', async () => {
    onGet('/anomalies', golden('anomaly-page.empty'));
    const { user } = renderApp('/anomalies?service=orders');
    expect(await screen.findByRole('heading', { name: 'Nothing matches these filters' })).toBeInTheDocument();
    await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]);
    expect(await screen.findByRole('heading', { name: 'No anomalies in this time range' })).toBeInTheDocument();
    expect(currentUrl().searchParams.has('service')).toBe(false);
  });

  it('shows what the service has against a filter', async () => {
    onProblem('get', '/anomalies', golden('problem.validation'));
    renderApp('/anomalies');
    expect(await screen.findByRole('alert')).toHaveTextContent(golden<{ detail: string }>('problem.validation').detail);
  });
});

describe('the report of an anomaly', () => {
  beforeEach(() => onGet(`/anomalies/${report.anomaly.id}`, report));

  it('explains what happened in words and numbers', async () => {
    renderApp(reportPath);
    expect(await screen.findByText(report.anomaly.explanation.summary)).toBeInTheDocument();
    expect(screen.getByText('180 ms to 310 ms')).toBeInTheDocument();
    expect(screen.getByText('71 %')).toBeInTheDocument();
    expect(screen.getByText(report.recommendedActions[0].title)).toBeInTheDocument();
    expect(await screen.findByRole('heading', { level: 1, name: 'payments · Spring HTTP latency p99' })).toBeVisible();
  });

  it('shows the time around the anomaly, unless the URL has another', async () => {
    renderApp(reportPath);
    await screen.findByText(report.anomaly.explanation.summary);
    await waitFor(() => expect(currentUrl().searchParams.get('from')).toBe('2026-03-02T08:58:30.000Z'));
  });

  it('leads to the incident, the investigation and the query in Explore', async () => {
    renderApp(reportPath);
    const incident = await screen.findByRole('link', { name: 'Incident' });
    expect(incident).toHaveAttribute('href', `/a/vigil-aiops-app/incidents/${report.anomaly.incidentId}`);
    expect(screen.getByRole('link', { name: 'Investigation' })).toHaveAttribute(
      'href',
      `/a/vigil-aiops-app/investigations/${report.investigationId}`
    );
    const explore = new URL(screen.getByRole<HTMLAnchorElement>('link', { name: 'Explore' }).href);
    const { vigil } = JSON.parse(explore.searchParams.get('panes')!);
    expect(vigil).toMatchObject({ datasource: 'prometheus', queries: [{ expr: report.query }] });
  });

  it('shows the query as text to those who may not explore', async () => {
    setupGrafana({ role: 'Viewer' });
    renderApp(reportPath);
    expect(await screen.findByText(report.query)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Explore' })).not.toBeInTheDocument();
  });

  it('says so when no model was trained', async () => {
    onGet(`/anomalies/${report.anomaly.id}`, { ...report, model: null });
    renderApp(reportPath);
    expect(await screen.findByText(/No model is trained for this series/)).toBeInTheDocument();
  });

  it('says that there is no such anomaly', async () => {
    const problem = { status: 404, code: 'not-found', title: 'Not found', detail: 'There is no anomaly gone.' };
    onProblem('get', '/anomalies/gone', problem);
    renderApp('/anomalies/gone');
    expect(await screen.findByRole('alert')).toHaveTextContent('There is no anomaly gone.');
  });
});

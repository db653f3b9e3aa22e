import { screen, waitFor, within } from '@testing-library/react';
import type { InvestigationDetail, InvestigationPage, ServiceStatus } from '@vigil/contract';
import { golden } from '../../test/goldens';
import { setupGrafana } from '../../test/grafana';
import { currentUrl, renderApp } from '../../test/renderApp';
import { onGet, onPost, onProblem } from '../../test/server';

const page = golden<InvestigationPage>('investigation-page.two');
const done = golden<InvestigationDetail>('investigation-detail.done');
const partial = golden<InvestigationDetail>('investigation-detail.partial');
const startUrl =
  '/investigations?start=true&startService=payments&startFrom=2026-03-02T09:00:00.000Z&startTo=2026-03-02T10:00:00.000Z';

beforeEach(() => {
  onGet('/status', golden<ServiceStatus>('service-status.ok'));
  onGet('/variables', golden('variable-values.services'));
  onGet('/investigations', page);
});

describe('the list of investigations', () => {
  it('names the likely cause of each', async () => {
    renderApp('/investigations');
    const link = await screen.findByRole('link', { name: done.title });
    expect(within(link.closest('tr')!).getByText('payments')).toBeInTheDocument();
  });

  it('opens the start dialog filled in from the URL, and follows what it started', async () => {
    const sent: unknown[] = [];
    onPost('/investigations', async (request) => {
      sent.push(await request.json());
      return done;
    });
    onGet(`/investigations/${done.id}`, done);
    const { user } = renderApp(startUrl);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('combobox')).toHaveValue('payments');
    await user.click(within(dialog).getByRole('button', { name: 'Start' }));
    await waitFor(() => expect(currentUrl().pathname).toBe(`/a/vigil-aiops-app/investigations/${done.id}`));
    expect(sent).toEqual([{ service: 'payments', from: '2026-03-02T09:00:00.000Z', to: '2026-03-02T10:00:00.000Z' }]);
  });

  it('says why no investigation was started', async () => {
    const detail = 'service: there is no such service.';
    onProblem('post', '/investigations', { status: 422, code: 'validation', title: 'Not valid', detail });
    const { user } = renderApp(startUrl);
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Start' }));
    expect(await screen.findByText(detail)).toBeInTheDocument();
  });

  it('does not let a Viewer start one', async () => {
    setupGrafana({ role: 'Viewer' });
    renderApp(startUrl);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('button', { name: 'Start' })).toBeDisabled();
    expect(within(dialog).getByText('Needs the Editor role')).toBeInTheDocument();
  });
});

describe('an investigation', () => {
  it('ranks suspects with their role and reasons', async () => {
    onGet(`/investigations/${done.id}`, done);
    renderApp(`/investigations/${done.id}`);
    const suspects = await screen.findByRole('region', { name: 'Suspects' });
    const [first, second] = within(suspects).getAllByText(/^(Cause|Affected)$/);
    expect(first).toHaveTextContent('Cause');
    expect(second).toHaveTextContent('Affected');
    expect(within(suspects).getByText(done.suspects[0].reasons[0])).toBeInTheDocument();
  });

  it('shows evidence with its query, its samples and what was left out', async () => {
    onGet(`/investigations/${done.id}`, done);
    renderApp(`/investigations/${done.id}`);
    const logs = await screen.findByRole('region', { name: 'Logs' });
    expect(within(logs).getByText('Only the newest 500 lines were read (MAX_LOG_LINES).')).toBeInTheDocument();
    expect(within(logs).getByText('payment 8812 timed out after 2000 ms')).toBeInTheDocument();
    const explore = new URL(within(logs).getByRole<HTMLAnchorElement>('link', { name: 'Explore' }).href);
    const { vigil } = JSON.parse(explore.searchParams.get('panes')!);
    expect(vigil).toMatchObject({
      datasource: 'loki',
      queries: [{ expr: '{service="orders"} | json | level=~"error|warn"' }],
      range: { from: String(Date.parse('2026-03-02T09:43:30.000Z')) },
    });
  });

  it('opens traces in the trace store that exists', async () => {
    onGet(`/investigations/${done.id}`, done);
    renderApp(`/investigations/${done.id}`);
    const traces = await screen.findByRole('region', { name: 'Traces' });
    const explore = new URL(within(traces).getByRole<HTMLAnchorElement>('link', { name: 'Explore' }).href);
    const { vigil } = JSON.parse(explore.searchParams.get('panes')!);
    expect(vigil).toMatchObject({ datasource: 'jaeger', queries: [{ query: '000000000000000012ab34cd56ef7890' }] });
  });

  it('searches Jaeger for the service where no trace is named, since it does not know TraceQL', async () => {
    const evidence = done.evidence.map((item) => ({ ...item, traceId: null }));
    onGet(`/investigations/${done.id}`, { ...done, evidence });
    renderApp(`/investigations/${done.id}`);
    const traces = await screen.findByRole('region', { name: 'Traces' });
    const explore = new URL(within(traces).getByRole<HTMLAnchorElement>('link', { name: 'Explore' }).href);
    const { vigil } = JSON.parse(explore.searchParams.get('panes')!);
    expect(vigil).toMatchObject({ datasource: 'jaeger', queries: [{ queryType: 'search', service: 'payments' }] });
    expect(vigil.queries[0]).not.toHaveProperty('query');
  });

  it('searches Tempo with TraceQL where no trace is named', async () => {
    setupGrafana({ dataSources: ['jaeger', 'tempo'] });
    const evidence = done.evidence.map((item) => ({ ...item, traceId: null }));
    onGet(`/investigations/${done.id}`, { ...done, evidence });
    renderApp(`/investigations/${done.id}`);
    const traces = await screen.findByRole('region', { name: 'Traces' });
    const explore = new URL(within(traces).getByRole<HTMLAnchorElement>('link', { name: 'Explore' }).href);
    const { vigil } = JSON.parse(explore.searchParams.get('panes')!);
    const query = '{ resource.service.name = "payments" && status = error }';
    expect(vigil).toMatchObject({ datasource: 'tempo', queries: [{ queryType: 'traceql', query }] });
  });

  it('lists who calls whom, for those who do not see the drawing', async () => {
    onGet(`/investigations/${done.id}`, done);
    renderApp(`/investigations/${done.id}`);
    expect(await screen.findByText('gateway → orders: 412 calls, 9 % failing')).toBeInTheDocument();
  });

  it('says which step failed and why', async () => {
    onGet(`/investigations/${partial.id}`, partial);
    renderApp(`/investigations/${partial.id}`);
    const steps = await screen.findByRole('region', { name: 'Steps' });
    for (const { message } of partial.steps.filter(({ status }) => status === 'failed' || status === 'skipped')) {
      expect(within(steps).getByText(message)).toBeInTheDocument();
    }
  });

  it('follows a running investigation until it is done', async () => {
    let answers = 0;
    const running = { ...done, status: 'running' as const, finishedAt: null, suspects: [], summary: '' };
    onGet(`/investigations/${done.id}`, () => (++answers < 2 ? running : done));
    renderApp(`/investigations/${done.id}`);
    expect(await screen.findByText('Running')).toBeInTheDocument();
    expect(await screen.findByText(done.summary, undefined, { timeout: 5_000 })).toBeInTheDocument();
    expect(answers).toBe(2);
  });
});

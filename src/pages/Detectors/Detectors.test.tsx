import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { BacktestDetail, DetectorDetail, DetectorList, ServiceStatus } from '@vigil/contract';
import { golden } from '../../test/goldens';
import { setupGrafana } from '../../test/grafana';
import { currentUrl, renderApp } from '../../test/renderApp';
import { onDelete, onGet, onPost, onProblem, onPut } from '../../test/server';

const list = golden<DetectorList>('detector-list.several');
const own = golden<DetectorDetail>('detector-detail.own');
const preset = list.items.find(({ id }) => id === 'http-latency')!;
const ownPath = `/anomalies/detectors/${own.id}`;

beforeEach(() => {
  setupGrafana({ role: 'Admin' });
  onGet('/status', golden<ServiceStatus>('service-status.ok'));
  onGet('/detectors', list);
  onGet(`/detectors/${own.id}`, own);
});

async function rowOf(title: string) {
  return within((await screen.findByRole('link', { name: title })).closest('tr')!);
}

function write(label: RegExp, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

describe('the list of detectors', () => {
  it('says of each what it is, how well it has been learned and how precise it is', async () => {
    renderApp('/anomalies/detectors');
    const row = await rowOf(own.title);
    expect(row.getByText('Active')).toBeInTheDocument();
    expect(row.getByText('8 healthy, 2 thin, 1 not learned yet')).toBeInTheDocument();
    expect(row.getByText(/^90 % \(/)).toBeInTheDocument();
    expect((await rowOf('HTTP latency p99')).getByText('Preset, changed')).toBeInTheDocument();
  });

  it('says what a preset without metrics needs', async () => {
    renderApp('/anomalies/detectors');
    expect((await rowOf('Process CPU')).getByText('Needs process_cpu_seconds_total')).toBeInTheDocument();
  });

  it('switches a detector off, and says so when somebody else was faster', async () => {
    const sent: unknown[] = [];
    onPut(`/detectors/${own.id}`, async (request) => {
      sent.push(await request.json());
      return { ...own, enabled: false, state: 'disabled' };
    });
    const { user } = renderApp('/anomalies/detectors');
    await user.click((await rowOf(own.title)).getByRole('button', { name: 'Switch off' }));
    await waitFor(() => expect(sent).toEqual([{ version: 3, enabled: false, acceptUntried: true }]));
    const detail = 'Somebody has changed it since.';
    onProblem('put', `/detectors/${own.id}`, { status: 409, code: 'conflict', title: 'Conflict', detail });
    await user.click((await rowOf(own.title)).getByRole('button', { name: 'Switch off' }));
    expect(await screen.findByText(detail)).toBeInTheDocument();
  });

  it('deletes a detector after asking', async () => {
    const asked: string[] = [];
    onDelete(`/detectors/${own.id}`, (request) => {
      asked.push(new URL(request.url).search);
      return null;
    });
    const { user } = renderApp('/anomalies/detectors');
    await user.click((await rowOf(own.title)).getByRole('button', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: /Delete/ }));
    await waitFor(() => expect(asked).toEqual(['?version=3']));
  });

  it('leaves those of the configuration file alone', async () => {
    renderApp('/anomalies/detectors');
    const row = await rowOf('Basket errors');
    expect(row.getByText('Configuration file')).toBeInTheDocument();
    expect(row.queryByRole('button', { name: 'Switch off' })).not.toBeInTheDocument();
  });

  it('lets a Viewer look only', async () => {
    setupGrafana({ role: 'Viewer' });
    renderApp('/anomalies/detectors');
    await rowOf(own.title);
    for (const name of ['Retrain', 'Switch off', 'Delete']) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
    expect(screen.queryByRole('link', { name: 'New detector' })).not.toBeInTheDocument();
  });

  it('shows an empty list and a failing service as what they are', async () => {
    onGet('/detectors', { items: [] });
    renderApp('/anomalies/detectors');
    expect(await screen.findByRole('heading', { name: 'No detectors' })).toBeInTheDocument();
  });

  it('says why the list cannot be shown', async () => {
    const detail = 'The Vigil service does not answer.';
    onProblem('get', '/detectors', { status: 502, code: 'service-unreachable', title: 'Not reached', detail });
    renderApp('/anomalies/detectors');
    expect(await screen.findByRole('alert')).toHaveTextContent(detail);
  });
});

describe('the form of a detector', () => {
  it('makes a detector with all options', async () => {
    const sent: Array<Record<string, unknown>> = [];
    onPost('/detectors', async (request) => {
      sent.push((await request.json()) as Record<string, unknown>);
      return own;
    });
    const { user } = renderApp('/anomalies/detectors/_new');
    await screen.findByLabelText(/^Title/);
    write(/^Title/, 'Checkout');
    write(/^Id/, 'checkout');
    write(/^Query/, 'checkout_seconds');
    write(/^Training window/, '3d');
    write(/^Lowest value/, '0');
    await user.click(screen.getByRole('radio', { name: 'Up' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(currentUrl().pathname).toBe('/a/vigil-aiops-app/anomalies/detectors'));
    expect(sent[0]).toMatchObject({
      id: 'checkout',
      title: 'Checkout',
      query: 'checkout_seconds',
      acceptUntried: false,
      options: { direction: 'up', trainingWindowSeconds: 259_200, dataRange: [0, null], contamination: 0.01 },
    });
  });

  it('shows at each field what the service has against it', async () => {
    onProblem('put', `/detectors/${own.id}`, {
      status: 400,
      code: 'invalid-request',
      title: 'The request is not valid',
      detail: 'The field options.contamination is not valid.',
      errors: [{ field: 'options.contamination', message: 'must be 0.5 or less' }],
    });
    const { user } = renderApp(ownPath);
    await screen.findByLabelText(/^Contamination/);
    write(/^Contamination/, '0.9');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('must be 0.5 or less')).toBeInTheDocument();
    expect(screen.getByLabelText(/^Contamination/)).toHaveValue('0.9');
  });

  it('tries a query before it is saved, and says what is wrong with it', async () => {
    onPost('/detectors/preview', golden('query-preview.good'));
    const { user } = renderApp(ownPath);
    await user.click(await screen.findByRole('button', { name: 'Try the query' }));
    expect(await screen.findByText('1 series of 1 service')).toBeInTheDocument();
    expect(screen.getByText('{service="shop"}')).toBeInTheDocument();
    onPost('/detectors/preview', golden('query-preview.no-service'));
    await user.click(screen.getByRole('button', { name: 'Try the query' }));
    expect(await screen.findByText(/keep it with `by \(service\)`/)).toBeInTheDocument();
  });

  it('fixes what belongs to a preset, and lets its options be changed', async () => {
    onGet('/detectors/http-latency', { ...preset, watched: [] });
    renderApp('/anomalies/detectors/http-latency');
    expect(await screen.findByLabelText(/^Query/)).toBeDisabled();
    expect(screen.getByLabelText(/^Sensitivity/)).toBeEnabled();
  });

  it('shows an Editor everything and lets nothing be saved', async () => {
    setupGrafana({ role: 'Editor' });
    renderApp(ownPath);
    expect(await screen.findByText('Needs the Admin role')).toBeInTheDocument();
    expect(screen.getByLabelText(/^Contamination/)).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();
  });
});

describe('what a detector would have found', () => {
  const done = golden<BacktestDetail>('backtest-detail.done');
  const running = golden<BacktestDetail>('backtest-detail.running');

  it('is replayed as the form has it, and recounted at once when the slider moves', async () => {
    const sent: Array<{ definition: { options: { sensitivity: number } }; days: number }> = [];
    let answers = 0;
    onPost('/backtests', async (request) => {
      sent.push((await request.json()) as (typeof sent)[number]);
      return { ...running, status: 'queued', progress: 0 };
    });
    onGet(`/backtests/${done.id}`, () => (++answers < 2 ? running : done));
    const { user } = renderApp(ownPath);
    await user.click(await screen.findByRole('radio', { name: '30 days' }));
    await user.click(screen.getByRole('button', { name: 'Replay' }));
    expect(await screen.findByText('40 %, replaying 2 series')).toBeInTheDocument();
    expect(await screen.findByText('1 of 2', undefined, { timeout: 5_000 })).toBeInTheDocument();
    expect(sent[0]).toMatchObject({ days: 30, definition: { id: own.id } });
    const incidents = within(screen.getByRole('table', { name: 'Known incidents' }));
    expect(incidents.getByText('10 min earlier')).toBeInTheDocument();
    expect(incidents.getByText('missed')).toBeInTheDocument();
    fireEvent.change(screen.getByRole('slider', { name: 'Sensitivity' }), { target: { value: '2' } });
    expect(screen.getByText('3, 1.5 a week')).toBeInTheDocument();
    expect(incidents.getByText('10 min later')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Use this sensitivity' }));
    expect(screen.getByRole('textbox', { name: /^Sensitivity/ })).toHaveValue('2');
    fireEvent.change(screen.getByRole('slider', { name: 'Sensitivity' }), { target: { value: '0' } });
    expect(screen.getByText('Nothing would have been found at this sensitivity.')).toBeInTheDocument();
  });

  it('can be cancelled', async () => {
    onPost('/backtests', running);
    onGet(`/backtests/${running.id}`, running);
    onPost(`/backtests/${running.id}/cancel`, { ...running, status: 'cancelled' });
    const { user } = renderApp(ownPath);
    await user.click(await screen.findByRole('button', { name: 'Replay' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel the replay' }));
    expect(await screen.findByText('The replay was cancelled.')).toBeInTheDocument();
  });

  it('says why it failed', async () => {
    const message = 'http://prometheus:9090 cannot be reached.';
    onPost('/backtests', { ...running, status: 'failed', message });
    onGet(`/backtests/${running.id}`, { ...running, status: 'failed', message });
    const { user } = renderApp(ownPath);
    await user.click(await screen.findByRole('button', { name: 'Replay' }));
    expect(await screen.findByText(message)).toBeInTheDocument();
  });

  it('is not for Viewers to start', async () => {
    setupGrafana({ role: 'Viewer' });
    renderApp(ownPath);
    expect(await screen.findByRole('button', { name: 'Replay' })).toHaveAttribute('aria-disabled', 'true');
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import type { AnomalyReport, JointMovement, SeriesCard, ServiceStatus, TrainingRun } from '@vigil/contract';
import { config } from '@grafana/runtime';
import { golden } from '../../test/goldens';
import { setupGrafana } from '../../test/grafana';
import { currentUrl, renderApp } from '../../test/renderApp';
import { onDelete, onGet, onPost, onProblem } from '../../test/server';

const report = golden<AnomalyReport>('anomaly-report.open');
const judged = golden<AnomalyReport>('anomaly-report.judged');
const card = golden<SeriesCard>('series-card.healthy');
const { anomaly } = report;
const reportPath = `/anomalies/${anomaly.id}`;
const cardPath = `/detectors/${anomaly.detectorId}/card`;

beforeEach(() => {
  onGet('/status', golden<ServiceStatus>('service-status.ok'));
  onGet(`/anomalies/${anomaly.id}`, report);
  onGet(cardPath, { ...card, lastTraining: null });
  onGet('/joint', golden<JointMovement>('joint-movement.parted'));
  onPost('/correlate', golden('correlation.anomaly'));
});

describe('the report of an anomaly', () => {
  it('tells what moved with it, in its service and, when asked, everywhere', async () => {
    const asked: unknown[] = [];
    onPost('/correlate', async (request) => {
      asked.push(await request.json());
      return golden('correlation.anomaly');
    });
    const { user } = renderApp(reportPath);
    const section = await screen.findByRole('region', { name: 'Co-moving series' });
    expect(await within(section).findByText('1 min after')).toBeInTheDocument();
    await user.click(within(section).getByRole('radio', { name: 'Everything' }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ anomalyId: anomaly.id, service: '' }));
    expect(asked[0]).toMatchObject({ service: anomaly.service });
  });

  it('explains what happened in words and numbers', async () => {
    renderApp(reportPath);
    expect(await screen.findByText(report.anomaly.explanation.summary)).toBeInTheDocument();
    expect(screen.getAllByText('180 ms to 310 ms')[0]).toBeInTheDocument();
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
    const explore = new URL(
      within(screen.getByRole('region', { name: 'What happened' })).getByRole<HTMLAnchorElement>('link', {
        name: 'Explore',
      }).href
    );
    const { vigil } = JSON.parse(explore.searchParams.get('panes')!);
    expect(vigil).toMatchObject({ datasource: 'prometheus', queries: [{ expr: report.query }] });
  });

  it('opens a query of log lines in the data source of the logs', async () => {
    onGet(reportPath, { ...report, query: 'logs: sum by (service) (rate({service=~".+"}[2m]))' });
    renderApp(reportPath);
    const explore = new URL((await screen.findByRole<HTMLAnchorElement>('link', { name: 'Explore' })).href);
    const { vigil } = JSON.parse(explore.searchParams.get('panes')!);
    expect(vigil).toMatchObject({
      datasource: 'loki',
      queries: [{ expr: 'sum by (service) (rate({service=~".+"}[2m]))' }],
    });
  });

  it('shows the query as text to those who may not explore', async () => {
    setupGrafana({ role: 'Viewer' });
    renderApp(reportPath);
    expect(await screen.findByText(report.query)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Explore' })).not.toBeInTheDocument();
  });

  it('shows what was found before and looked like it, with what was made of that', async () => {
    onGet(reportPath, judged);
    renderApp(reportPath);
    const table = await screen.findByRole('table', { name: 'Similar anomalies' });
    expect(within(table).getByText(/the same series · above what is usual/)).toBeInTheDocument();
    expect(within(table).getByText('Real')).toBeInTheDocument();
    expect(within(table).getByRole('link')).toHaveAttribute(
      'href',
      `/a/vigil-aiops-app/anomalies/${judged.similar[0].id}`
    );
  });

  it('leads to no alert rule for those who may not create one', async () => {
    renderApp(reportPath);
    await screen.findByText(anomaly.explanation.summary);
    expect(screen.queryByRole('link', { name: 'Create alert rule' })).not.toBeInTheDocument();
  });

  it('says that there is no such anomaly', async () => {
    const problem = { status: 404, code: 'not-found', title: 'Not found', detail: 'There is no anomaly gone.' };
    onProblem('get', '/anomalies/gone', problem);
    renderApp('/anomalies/gone');
    expect(await screen.findByRole('alert')).toHaveTextContent('There is no anomaly gone.');
  });
});

it('opens a filled-in alert rule for those who may create one', async () => {
  config.unifiedAlertingEnabled = true;
  Object.assign(config.bootData.user.permissions!, { 'alert.rules:create': true });
  renderApp(reportPath);
  const link = await screen.findByText<HTMLElement>('Create alert rule', {}, patience);
  const url = new URL(link.closest('a')!.href);
  const { queries } = JSON.parse(url.searchParams.get('defaults')!);
  expect(queries[0].model).toMatchObject({ service: 'payments', detectorId: 'spring-latency' });
  expect(url.searchParams.get('returnTo')).toBe(`/a/vigil-aiops-app${reportPath}`);
});

const patience = { timeout: 5000 };

describe('a verdict', () => {
  const bar = () => screen.findByRole('group', { name: 'Verdict' }, patience);

  it('is given with a note, and shown with who gave it', async () => {
    const sent: unknown[] = [];
    onPost(`${reportPath}/verdict`, async (request) => {
      sent.push(await request.json());
      onGet(reportPath, { ...report, anomaly: { ...anomaly, verdict: 'real' }, verdicts: judged.verdicts });
      return { items: judged.verdicts };
    });
    const { user } = renderApp(reportPath);
    expect(await screen.findByText(/Nobody has said yet what this was/)).toBeInTheDocument();
    await user.click(screen.getByLabelText(/^Note/));
    await user.paste('Customers wait.');
    await user.click(within(await bar()).getByRole('button', { name: 'Real' }));
    const history = await screen.findByRole('list', { name: 'Verdicts so far' });
    expect(sent).toEqual([{ verdict: 'real', note: 'Customers wait.' }]);
    expect(within(history).getByText(/Customers wait/)).toBeInTheDocument();
    expect(within(await bar()).getByRole('button', { name: 'Real' })).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByLabelText(/^Note/)).toHaveValue('');
  });

  it('that cannot be stored says why, and the note is not lost', async () => {
    onProblem('post', `${reportPath}/verdict`, { status: 502, code: 'x', title: 'x', detail: 'The database is away.' });
    const { user } = renderApp(reportPath);
    await user.click(await screen.findByLabelText(/^Note/, {}, patience));
    await user.paste('a backup');
    await user.click(within(await bar()).getByRole('button', { name: 'Noise' }));
    expect(await screen.findByText('The database is away.')).toBeInTheDocument();
    expect(screen.getByLabelText(/^Note/)).toHaveValue('a backup');
  });

  it('is seen by viewers, who cannot give one', async () => {
    setupGrafana({ role: 'Viewer' });
    onGet(reportPath, judged);
    renderApp(reportPath);
    expect(await screen.findByRole('list', { name: 'Verdicts so far' })).toBeInTheDocument();
    for (const button of within(await bar()).getAllByRole('button')) {
      expect(button).toHaveAttribute('aria-disabled', 'true');
    }
    expect(screen.queryByLabelText(/^Note/)).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Mute…' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Lift the mute' })).not.toBeInTheDocument();
  });
});

describe('a mute', () => {
  const muted = { ...report, anomaly: { ...anomaly, mute: judged.anomaly.mute } };

  it('needs a reason, and is for this series unless asked otherwise', async () => {
    const sent: Array<Record<string, string>> = [];
    onPost('/mutes', async (request) => {
      sent.push((await request.json()) as Record<string, string>);
      onGet(reportPath, muted);
      return golden<{ items: object[] }>('mute-list.one').items[0];
    });
    const { user } = renderApp(reportPath);
    await user.click(await screen.findByText('Mute…', {}, patience));
    const submit = screen.getByRole('button', { name: 'Mute' });
    expect(submit).toBeDisabled();
    await user.click(screen.getByLabelText(/Reason/));
    await user.paste('load test');
    await user.click(screen.getByRole('radio', { name: '1 d' }));
    await user.click(submit);
    expect(await screen.findByText(/It is muted until/)).toBeInTheDocument();
    expect(sent[0]).toMatchObject({ scope: 'series', seriesKey: anomaly.seriesKey, reason: 'load test' });
    expect(Date.parse(sent[0].until) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(screen.queryByRole('button', { name: 'Mute…' })).not.toBeInTheDocument();
  });

  it('can be for all series of the service, and says why it was refused', async () => {
    onProblem('post', '/mutes', {
      ...{ status: 400, code: 'invalid-request', title: 'x', detail: 'Until lies in the past.' },
      errors: [{ field: 'until', message: 'lies in the past' }],
    });
    const { user } = renderApp(reportPath);
    await user.click(await screen.findByText('Mute…', {}, patience));
    await user.click(screen.getByRole('radio', { name: /Every series of payments/ }));
    await user.click(screen.getByLabelText(/Reason/));
    await user.paste('migration');
    await user.click(screen.getByRole('button', { name: 'Mute' }));
    expect(await screen.findByText('until: lies in the past')).toBeInTheDocument();
  });

  it('says who set it and why, and can be lifted', async () => {
    onGet(reportPath, muted);
    onDelete(`/mutes/${judged.anomaly.mute!.id}`, () => {
      onGet(reportPath, report);
      return golden<{ items: object[] }>('mute-list.one').items[0] as never;
    });
    const { user } = renderApp(reportPath);
    expect(await screen.findByText('editor: The provider is being moved.')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Lift the mute' }));
    await waitFor(() => expect(screen.queryByText(/It is muted until/)).not.toBeInTheDocument());
  });
});

describe('the model card', () => {
  const section = async () => (await screen.findByRole('heading', { name: 'Model' })).closest('section')!;

  it('says what was learned, what is usual now, how often it was right, and what changed', async () => {
    renderApp(reportPath);
    const model = within(await section());
    expect(await model.findByText('Healthy')).toBeInTheDocument();
    expect(model.getByText('0.2 per week')).toBeInTheDocument();
    expect(model.getByText('60 ms below, 70 ms above')).toBeInTheDocument();
    expect(model.getByText('100 %, between 34 % and 100 %')).toBeInTheDocument();
    expect(model.getByText(/ticket → page/)).toBeInTheDocument();
    expect(model.getByText(/incident 41/)).toBeInTheDocument();
    const file = new URL(model.getByText<HTMLElement>(/that were usual/).closest('a')!.href);
    expect(file.pathname).toMatch(/\/resources\/api\/v1\/detectors\/spring-latency\/dataset\.csv$/);
    expect(file.searchParams.get('series')).toBe(anomaly.seriesKey);
  });

  it('says what is missing before anything was learned', async () => {
    onGet(cardPath, golden('series-card.untrained'));
    renderApp(reportPath);
    expect(await screen.findByText(/Nothing has been learned of this series yet/)).toBeInTheDocument();
    expect(screen.getByText('unknown: no verdict yet')).toBeInTheDocument();
  });

  it('tells a series that is not watched any more from a card that cannot be read', async () => {
    onProblem('get', cardPath, { status: 404, code: 'not-found', title: 'x', detail: 'There is no such series.' });
    renderApp(reportPath);
    expect(await screen.findByText(/This series is not watched any more/)).toBeInTheDocument();
  });

  it('shows what is in the way of the card, beside the rest of the report', async () => {
    onProblem('get', cardPath, { status: 502, code: 'x', title: 'No answer', detail: 'The database is away.' });
    renderApp(reportPath);
    expect(within(await section()).getByRole('heading', { name: 'Model' })).toBeInTheDocument();
    expect(await screen.findByText(anomaly.explanation.summary)).toBeInTheDocument();
    expect(await screen.findByText('The database is away.', {}, patience)).toBeInTheDocument();
  });
});

describe('training on demand', () => {
  const queued: TrainingRun = {
    ...golden<TrainingRun>('training-run.running'),
    ...{ id: 'run', detectorId: anomaly.detectorId, status: 'queued', detectorsDone: 0 },
  };
  const ended = { finishedAt: '2026-03-02T10:05:00.000Z', detectorsDone: 1, seriesTrained: 3 };

  it('shows how far it has come and what came of it', async () => {
    const states = [
      { ...queued, status: 'running', detectorsTotal: 1 },
      { ...queued, status: 'done', ...ended },
    ];
    onPost('/retrain', () => queued);
    onGet('/trainings/run', () => (states.length > 1 ? states.shift()! : states[0]) as never);
    const { user } = renderApp(reportPath);
    await user.click(await screen.findByText('Retrain', {}, patience));
    expect(await screen.findByText('Training: 0 of 1 detector done.')).toBeInTheDocument();
    expect(await screen.findByText(/3 series trained/, {}, patience)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Retrain' })).toBeEnabled();
  });

  it('says why it failed, and that the old models stay', async () => {
    onPost('/retrain', () => queued);
    onGet('/trainings/run', { ...queued, status: 'failed', ...ended, error: 'Prometheus cannot be reached.' } as never);
    const { user } = renderApp(reportPath);
    await user.click(await screen.findByText('Retrain', {}, patience));
    expect(await screen.findByText('Prometheus cannot be reached.')).toBeInTheDocument();
    expect(screen.getByText(/the models from before stay in use/)).toBeInTheDocument();
  });

  it('is refused while the same is waiting already', async () => {
    onProblem('post', '/retrain', { status: 409, code: 'conflict', title: 'x', detail: 'The same training waits.' });
    const { user } = renderApp(reportPath);
    await user.click(await screen.findByText('Retrain', {}, patience));
    expect(await screen.findByText('The same training waits.')).toBeInTheDocument();
  });
});

describe('what moved together', () => {
  it('lists the metrics of the service by their part in it', async () => {
    renderApp(reportPath);
    const section = within(await screen.findByRole('region', { name: /what moved together in/i }));
    const [first] = await section.findAllByRole('listitem');
    expect(first).toHaveTextContent('cpu');
    expect(first).toHaveTextContent('%');
    expect(section.getByText(/taken together they score/i)).toBeInTheDocument();
  });

  it('says why there is nothing to compare', async () => {
    onGet('/joint', golden<JointMovement>('joint-movement.too-little'));
    renderApp(reportPath);
    expect(await screen.findByText(/fewer than 2 metrics of nobody/i)).toBeInTheDocument();
  });

  it('fails by itself, with a way to try again', async () => {
    onProblem('get', '/joint', {
      status: 502,
      code: 'telemetry-unavailable',
      title: 'A telemetry source did not answer',
      detail: 'Prometheus is away.',
    });
    renderApp(reportPath);
    const section = within(await screen.findByRole('region', { name: /what moved together in/i }));
    expect(await section.findByText('Prometheus is away.')).toBeInTheDocument();
    expect(section.getByRole('button', { name: /try again/i })).toBeInTheDocument();
  });
});

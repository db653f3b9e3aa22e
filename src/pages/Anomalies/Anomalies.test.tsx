import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { AnomalyPage, AnomalyRate, Correlation, OpenAnomalyPage, ServiceStatus } from '@vigil/contract';
import { golden } from '../../test/goldens';
import { setupGrafana } from '../../test/grafana';
import { currentUrl, renderApp } from '../../test/renderApp';
import { onGet, onPost, onProblem } from '../../test/server';

const page = golden<AnomalyPage>('anomaly-page.two');
const open = golden<OpenAnomalyPage>('open-anomaly-page.two');
const rate = golden<AnomalyRate>('anomaly-rate.day');
const correlation = golden<Correlation>('correlation.anomaly');

beforeEach(() => {
  onGet('/status', golden<ServiceStatus>('service-status.ok'));
  onGet('/variables', golden('variable-values.services'));
  onGet('/anomalies/rate', rate);
});

describe('the open anomalies', () => {
  it('come as the service ranked them, with what makes them urgent', async () => {
    onGet('/anomalies/open', open);
    const { user } = renderApp('/anomalies');
    const row = (await screen.findByRole('link', { name: 'payments · Spring HTTP latency p99' })).closest('tr')!;
    expect(within(row).getByText('Critical')).toBeInTheDocument();
    expect(within(row).getByText('2.10 s')).toBeInTheDocument();
    await user.hover(within(row).getByText(String(Math.round(open.items[0].rank.total))));
    expect(await screen.findByText('Severity: 40 of 40')).toBeInTheDocument();
    expect(screen.getByText(/2 calling services/)).toBeInTheDocument();
    expect(screen.getByText(/Muted: a reindexing job is running/)).toBeInTheDocument();
  });

  it('are narrowed down by choices that say how many they leave', async () => {
    const asked: URLSearchParams[] = [];
    onGet('/anomalies/open', (request) => {
      asked.push(new URL(request.url).searchParams);
      return open;
    });
    const { user } = renderApp('/anomalies?severity=critical');
    await user.click(await screen.findByRole('combobox', { name: 'Service' }));
    await user.click(await screen.findByRole('option', { name: 'payments (1)' }));
    await waitFor(() => expect(asked.at(-1)?.get('service')).toBe('payments'));
    expect(asked.at(-1)?.get('severity')).toBe('critical');
    expect(asked.at(-1)?.get('sort')).toBe('rank');
    expect(currentUrl().searchParams.get('service')).toBe('payments');
  });

  it('are none when all is well', async () => {
    onGet('/anomalies/open', golden('open-anomaly-page.empty'));
    renderApp('/anomalies?service=orders');
    expect(await screen.findByRole('heading', { name: 'Nothing is anomalous now' })).toBeInTheDocument();
  });

  it('say so when only the filters leave nothing', async () => {
    onGet('/anomalies/open', { ...open, items: [], total: 0 });
    renderApp('/anomalies?service=orders');
    expect(await screen.findByRole('heading', { name: 'Nothing matches these filters' })).toBeInTheDocument();
  });

  it.each([
    ['Editor', ['Open the report', 'Explore the series', 'Investigate']],
    ['Viewer', ['Open the report']],
  ] as const)('lead an %s to what that role may do', async (role, expected) => {
    setupGrafana({ role });
    onGet('/anomalies/open', open);
    const { user } = renderApp('/anomalies');
    await user.click(await screen.findByRole('button', { name: 'Actions for payments · Spring HTTP latency p99' }));
    const items = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent);
    expect(items).toEqual(expected);
  });

  it('show the reason when the service cannot be asked, each area for itself', async () => {
    onProblem('get', '/anomalies/open', {
      ...golden('problem.validation'),
      status: 502,
      detail: 'The database is away.',
    });
    renderApp('/anomalies');
    expect(await screen.findByRole('alert')).toHaveTextContent('The database is away.');
    expect(screen.getByRole('application', { name: 'Anomaly rate over time' })).toBeInTheDocument();
  });
});

describe('the anomaly rate', () => {
  beforeEach(() => onGet('/anomalies/open', open));

  it('is told in numbers and as a table for those who do not see the strip', async () => {
    renderApp('/anomalies');
    const table = await screen.findByRole('table', { name: 'Anomaly rate by service' });
    const rows = within(table).getAllByRole('row');
    expect(rows).toHaveLength(rate.groups.length + 2);
    expect(rows[2]).toHaveTextContent(/^payments/);
    expect(screen.getByText(/of 24 series anomalous lately/)).toHaveTextContent('most of all payments');
  });

  it('lets a window be chosen by keys, and asks what changed in it', async () => {
    const asked: unknown[] = [];
    onPost('/correlate', async (request) => {
      asked.push(await request.json());
      return correlation;
    });
    onGet('/anomalies', page);
    const { user } = renderApp('/anomalies');
    const strip = await screen.findByRole('application', { name: 'Anomaly rate over time' });
    fireEvent.focus(strip);
    fireEvent.keyDown(strip, { key: 'ArrowDown' });
    fireEvent.keyDown(strip, { key: 'ArrowLeft' });
    fireEvent.keyDown(strip, { key: 'ArrowLeft', shiftKey: true });
    expect(screen.getByText(/^payments, .*% of 9 series anomalous/, { selector: '[role=status]' })).toBeInTheDocument();
    fireEvent.keyDown(strip, { key: 'Enter' });
    expect(await screen.findByRole('table', { name: 'Series that changed in the window' })).toBeInTheDocument();
    const { service, from, to } = asked[0] as Record<string, string>;
    expect(service).toBe('payments');
    expect(Date.parse(to) - Date.parse(from)).toBe(2 * rate.bucketSeconds * 1000);
    expect(currentUrl().searchParams.get('service')).toBe('payments');
    expect(await screen.findByRole('columnheader', { name: /Lasting/ })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Clear window' }));
    expect(screen.queryByRole('table', { name: 'Series that changed in the window' })).not.toBeInTheDocument();
  });

  it('lets a window be dragged with the pointer', async () => {
    onPost('/correlate', correlation);
    onGet('/anomalies', page);
    renderApp('/anomalies');
    const strip = await screen.findByRole('application', { name: 'Anomaly rate over time' });
    Object.assign(strip, { setPointerCapture: () => undefined });
    const point = (type: string, clientX: number, clientY: number) =>
      fireEvent(strip, new MouseEvent(type, { bubbles: true, clientX, clientY }));
    point('pointerdown', 1, 20);
    point('pointermove', 60, 90);
    point('pointerup', 60, 90);
    await waitFor(() => expect(currentUrl().searchParams.get('windowFrom')).toBe(String(rate.timestampsMs[0])));
    expect(currentUrl().searchParams.get('service')).toBe('payments');
  });

  it('says since when there are rates where there are none', async () => {
    onGet('/anomalies/rate', golden('anomaly-rate.empty'));
    renderApp('/anomalies');
    expect(await screen.findByRole('heading', { name: 'Nothing was scored in this time range' })).toBeInTheDocument();
    expect(screen.getByText('Rates are recorded from the first scores on.')).toBeInTheDocument();
  });

  it('is divided by instance of the chosen service', async () => {
    const asked: URLSearchParams[] = [];
    onGet('/anomalies/rate', (request) => {
      asked.push(new URL(request.url).searchParams);
      return rate;
    });
    const { user } = renderApp('/anomalies?service=payments');
    await user.click(await screen.findByRole('radio', { name: 'By instance' }));
    await waitFor(() => expect(asked.at(-1)?.get('by')).toBe('instance'));
    expect(asked.at(-1)?.get('service')).toBe('payments');
  });
});

describe('what changed in a window', () => {
  const path = `/anomalies?windowFrom=${rate.timestampsMs[0]}&windowTo=${rate.timestampsMs[2]}`;
  beforeEach(() => onGet('/anomalies/open', open));

  it('is ranked, in words and numbers', async () => {
    onPost('/correlate', { ...correlation, notices: ['HTTP latency could not be read: timeout.'] });
    renderApp(path);
    const table = await screen.findByRole('table', { name: 'Series that changed in the window' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('payments · Spring HTTP latency p99');
    expect(first).toHaveTextContent(/24\d ms → 2\.1\d s/);
    expect(second).toHaveTextContent('100 ms, then gone');
    expect(screen.getByText(/3 of 4 series changed/)).toBeInTheDocument();
    expect(screen.getByText('HTTP latency could not be read: timeout.')).toBeInTheDocument();
  });

  it('can be nothing', async () => {
    onPost('/correlate', { ...correlation, items: [], changedCount: 0 });
    renderApp(path);
    expect(await screen.findByRole('heading', { name: 'Nothing changed in this window' })).toBeInTheDocument();
  });

  it('tells why it cannot be told', async () => {
    onProblem('post', '/correlate', {
      status: 503,
      code: 'telemetry-not-configured',
      title: 'x',
      detail: 'No metrics source.',
    });
    renderApp(path);
    expect(await screen.findByText('No metrics source.')).toBeInTheDocument();
  });
});

describe('the anomalies of the time range', () => {
  it('says of each what was seen, what was expected and how bad it is', async () => {
    onGet('/anomalies', page);
    renderApp('/anomalies?view=history');
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
    const { user } = renderApp('/anomalies?view=history&severity=critical');
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
    const { user } = renderApp('/anomalies?view=history');
    await user.click(await screen.findByRole('button', { name: /Peak score/ }));
    await waitFor(() => expect(orders.at(-1)).toBe('peakScore'));
    const table = screen.getByRole('table', { name: 'Anomalies' });
    expect(within(table).getByRole('columnheader', { name: /Peak score/ })).toHaveAttribute('aria-sort', 'descending');
  });

  it('pages forward and back, also after a reload', async () => {
    onGet('/anomalies', (request) => {
      const cursor = new URL(request.url).searchParams.get('cursor');
      return { ...page, total: 60, nextCursor: cursor === 'second' ? null : 'second' };
    });
    const { user } = renderApp('/anomalies?view=history');
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    expect(await screen.findByText('Page 2, 60 in total')).toBeInTheDocument();
    expect(currentUrl().searchParams.getAll('cursor')).toEqual(['second']);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled());
    await user.click(screen.getByRole('button', { name: 'Previous' }));
    expect(await screen.findByText('Page 1, 60 in total')).toBeInTheDocument();
  });

  it('tells an empty time range from filters that leave nothing', async () => {
    onGet('/anomalies', golden('anomaly-page.empty'));
    const { user } = renderApp('/anomalies?view=history&service=orders');
    expect(await screen.findByRole('heading', { name: 'Nothing matches these filters' })).toBeInTheDocument();
    await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]);
    expect(await screen.findByRole('heading', { name: 'No anomalies in this time range' })).toBeInTheDocument();
    expect(currentUrl().searchParams.has('service')).toBe(false);
  });

  it('shows what the service has against a filter', async () => {
    onProblem('get', '/anomalies', golden('problem.validation'));
    renderApp('/anomalies?view=history');
    expect(await screen.findByRole('alert')).toHaveTextContent(golden<{ detail: string }>('problem.validation').detail);
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import type { IncidentDetail, IncidentPage, InvestigationDetail, ServiceStatus } from '@vigil/contract';
import { golden } from '../../test/goldens';
import { setupGrafana } from '../../test/grafana';
import { renderApp } from '../../test/renderApp';
import { onGet, onPost, onProblem } from '../../test/server';

const page = golden<IncidentPage>('incident-page.two-open');
const resolved = golden<IncidentDetail>('incident-detail.resolved');
const open: IncidentDetail = {
  ...resolved,
  status: 'open',
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  resolution: null,
};
const detailPath = `/incidents/${open.id}`;

beforeEach(() => {
  onGet('/status', golden<ServiceStatus>('service-status.ok'));
  onGet('/variables', golden('variable-values.services'));
});

describe('the list of incidents', () => {
  it('names each incident and what is held responsible', async () => {
    onGet('/incidents', page);
    renderApp('/incidents');
    for (const { number, title, id } of page.items) {
      const link = await screen.findByRole('link', { name: new RegExp(`^#${number} ${title}`) });
      expect(link).toHaveAttribute('href', `/a/vigil-aiops-app/incidents/${id}`);
    }
  });

  it('says when there are none', async () => {
    onGet('/incidents', golden('incident-page.empty'));
    renderApp('/incidents');
    expect(await screen.findByRole('heading', { name: 'No incidents in this time range' })).toBeInTheDocument();
  });

  it('keeps what it had, and says how old it is, when the service stops answering', async () => {
    onGet('/incidents', page);
    const { user } = renderApp('/incidents');
    await screen.findByRole('table', { name: 'Incidents' });
    const detail = 'The Vigil service does not answer.';
    onProblem('get', '/incidents', { status: 502, code: 'service-unreachable', title: 'No answer', detail });
    await user.click(screen.getByTestId('data-testid RefreshPicker run button'));
    expect(await screen.findByText(detail)).toBeInTheDocument();
  });
});

describe('an incident', () => {
  it('says why each member is one, and what happened when', async () => {
    onGet(detailPath, resolved);
    renderApp(detailPath);
    expect(await screen.findByRole('heading', { level: 1, name: '#1 HighErrorRate on orders' })).toBeInTheDocument();
    const members = screen.getByRole('table', { name: 'Members' });
    expect(within(members).getByText(/gateway calls orders, which is part of the incident/)).toBeInTheDocument();
    const timeline = screen.getByRole('region', { name: 'Timeline' });
    expect(within(timeline).getAllByRole('listitem')).toHaveLength(resolved.timeline.length);
    expect(screen.queryByRole('button', { name: 'Resolve…' })).not.toBeInTheDocument();
  });

  it('says that nobody is paged for a ticket', async () => {
    onGet(detailPath, { ...open, priority: 'ticket' });
    renderApp(detailPath);
    expect(await screen.findByText('Ticket')).toBeInTheDocument();
  });

  it('is acknowledged by an Editor', async () => {
    onGet(detailPath, open);
    onPost(`${detailPath}/acknowledge`, { ...open, status: 'acknowledged', acknowledgedBy: 'editor' });
    const { user } = renderApp(detailPath);
    await user.click(await screen.findByRole('button', { name: 'Acknowledge' }));
    expect(await screen.findByText('Acknowledged by')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Acknowledge' })).not.toBeInTheDocument();
  });

  it('is resolved with a reason and a comment', async () => {
    const sent: unknown[] = [];
    onGet(detailPath, open);
    onPost(`${detailPath}/resolve`, async (request) => {
      sent.push(await request.json());
      return resolved;
    });
    const { user } = renderApp(detailPath);
    await user.click(await screen.findByRole('button', { name: 'Resolve…' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: 'Not a real problem' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'Comment' }), 'Load test');
    await user.click(within(dialog).getByRole('button', { name: 'Resolve' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(sent).toEqual([{ reason: 'false-positive', comment: 'Load test' }]);
  });

  it('keeps the dialog open and says why when it cannot be resolved', async () => {
    const detail = 'The incident is resolved already.';
    onGet(detailPath, open);
    onProblem('post', `${detailPath}/resolve`, { status: 409, code: 'conflict', title: 'Conflict', detail });
    const { user } = renderApp(detailPath);
    await user.click(await screen.findByRole('button', { name: 'Resolve…' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Resolve' }));
    expect(await screen.findByText(detail)).toBeInTheDocument();
    expect(screen.getByRole('dialog')).toBeInTheDocument();
  });

  it('can be commented on, but not with nothing', async () => {
    const sent: unknown[] = [];
    onGet(detailPath, open);
    onPost(`${detailPath}/comment`, async (request) => {
      sent.push(await request.json());
      return open;
    });
    const { user } = renderApp(detailPath);
    const button = await screen.findByRole('button', { name: 'Comment' });
    expect(button).toBeDisabled();
    await user.type(screen.getByRole('textbox', { name: 'Comment' }), 'Rolled back');
    await user.click(button);
    await waitFor(() => expect(sent).toEqual([{ comment: 'Rolled back' }]));
    expect(screen.getByRole('textbox', { name: 'Comment' })).toHaveValue('');
  });

  it('is investigated again, and leads to the newest investigation', async () => {
    const sent: unknown[] = [];
    onGet(detailPath, { ...open, investigationId: 'first' });
    onPost('/investigations', async (request) => {
      sent.push(await request.json());
      return { ...golden<InvestigationDetail>('investigation-detail.done'), id: 'second' };
    });
    const { user } = renderApp(detailPath);
    const link = await screen.findByRole('link', { name: 'Investigation' });
    expect(link).toHaveAttribute('href', '/a/vigil-aiops-app/investigations/first');
    await user.click(screen.getByRole('button', { name: 'Investigate again' }));
    await waitFor(() => expect(link).toHaveAttribute('href', '/a/vigil-aiops-app/investigations/second'));
    expect(sent).toEqual([{ incidentId: open.id }]);
    expect(screen.getByRole('button', { name: 'Investigate again' })).toBeEnabled();
  });

  it('is not investigated again by a Viewer', async () => {
    setupGrafana({ role: 'Viewer' });
    onGet(detailPath, { ...open, investigationId: 'first' });
    renderApp(detailPath);
    const again = await screen.findByRole('button', { name: 'Investigate again' });
    expect(again).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByRole('link', { name: 'Investigation' })).toBeInTheDocument();
  });

  it('can only be read by a Viewer, who is told why', async () => {
    setupGrafana({ role: 'Viewer' });
    onGet(detailPath, open);
    const { user } = renderApp(detailPath);
    const acknowledge = await screen.findByRole('button', { name: 'Acknowledge' });
    expect(acknowledge).toHaveAttribute('aria-disabled', 'true');
    await user.hover(acknowledge);
    expect(await screen.findByText('Needs the Editor role')).toBeInTheDocument();
    expect(screen.queryByRole('textbox', { name: 'Comment' })).not.toBeInTheDocument();
  });
});

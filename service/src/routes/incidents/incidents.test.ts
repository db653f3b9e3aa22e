import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alertmanagerBody, sendAlerts } from '../../../test/notifications.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { authorization } from '../../../test/sign-identity.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());
beforeEach(() => emptyDatabase(service.context));

async function get(url: string) {
  const headers = { authorization: await authorization(service.clock.now(), { role: 'Viewer' }) };
  return service.app.inject({ url, headers });
}

async function post(url: string, payload: object, role: 'Viewer' | 'Editor' = 'Editor') {
  const headers = { authorization: await authorization(service.clock.now(), { role }) };
  return service.app.inject({ method: 'POST', url, headers, payload });
}

async function openIncident(name: string, severity = 'warning'): Promise<string> {
  service.clock.advanceSeconds(1);
  const labels = { service: name, alertname: `Alert of ${name}`, severity };
  const answer = await sendAlerts(service.app, alertmanagerBody([{ labels, fingerprint: name }]));
  return answer.json().incidentIds[0];
}

const titles = async (query: string): Promise<string[]> =>
  (await get(`/api/v1/incidents${query}`)).json().items.map(({ title }: { title: string }) => title);

describe('the list', () => {
  it('comes newest first, in pages that fit together', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await openIncident(name);
    }
    const first = (await get('/api/v1/incidents?limit=2')).json();
    const second = (await get(`/api/v1/incidents?limit=2&cursor=${first.nextCursor}`)).json();
    const third = (await get(`/api/v1/incidents?limit=2&cursor=${second.nextCursor}`)).json();
    const shown = [first, second, third].flatMap(({ items }) =>
      items.map(({ service: name }: { service: string }) => name)
    );
    expect(shown).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(third.nextCursor).toBeNull();
    expect([first.total, third.total]).toEqual([5, 5]);
  });

  it('can be narrowed by everything that it shows', async () => {
    const orders = await openIncident('orders', 'critical');
    await openIncident('search');
    await post(`/api/v1/incidents/${orders}/acknowledge`, {});
    const { number } = (await get(`/api/v1/incidents/${orders}`)).json();
    const [ofOrders, ofSearch] = ['Alert of orders on orders', 'Alert of search on search'];
    expect(await titles('?status=acknowledged')).toEqual([ofOrders]);
    expect(await titles('?status=resolved')).toEqual([]);
    expect(await titles('?severity=critical')).toEqual([ofOrders]);
    expect(await titles('?service=search')).toEqual([ofSearch]);
    expect(await titles('?q=OF%20SEA')).toEqual([ofSearch]);
    expect(await titles(`?q=%23${number}`)).toEqual([ofOrders]);
    expect(await titles('?to=2026-03-02T09:00:00Z')).toEqual([]);
    expect(await titles('?from=2026-03-02T09:59:30Z&to=2026-03-02T10:30:00Z')).toHaveLength(2);
  });

  it('takes open and acknowledged ones together as unresolved', async () => {
    const acknowledged = await openIncident('orders');
    await post(`/api/v1/incidents/${acknowledged}/acknowledge`, {});
    const resolved = await openIncident('search');
    await post(`/api/v1/incidents/${resolved}/resolve`, { reason: 'fixed' });
    const { items } = (await get('/api/v1/incidents?status=unresolved')).json();
    expect(items.map(({ id }: { id: string }) => id)).toEqual([acknowledged]);
  });

  it('finds an incident by any service in it', async () => {
    const id = await openIncident('orders');
    const labels = { service: 'orders', alertname: 'Another' };
    await sendAlerts(service.app, alertmanagerBody([{ labels, fingerprint: 'other' }]));
    const { database } = service.context;
    await database
      .updateTable('alertEpisodes')
      .set({ service: 'gateway' })
      .where('fingerprint', '=', 'other')
      .execute();
    expect((await get('/api/v1/incidents?service=gateway')).json().items).toMatchObject([{ id, alertCount: 2 }]);
  });
});

describe('one incident', () => {
  it('is not found when it is not there', async () => {
    const answer = await get('/api/v1/incidents/unknown');
    expect(answer.json()).toMatchObject({ status: 404, detail: 'There is no incident unknown.' });
    for (const verb of ['acknowledge', 'resolve', 'comment']) {
      const body = { reason: 'fixed', comment: 'x' };
      expect((await post(`/api/v1/incidents/unknown/${verb}`, body)).statusCode).toBe(404);
    }
  });

  it.each(['acknowledge', 'resolve', 'comment'])('is not for viewers to %s', async (verb) => {
    const id = await openIncident('orders');
    const answer = await post(`/api/v1/incidents/${id}/${verb}`, { reason: 'fixed', comment: 'x' }, 'Viewer');
    expect(answer.json()).toMatchObject({ status: 403, detail: 'This needs the role Editor; Viewer is too low.' });
    expect((await get(`/api/v1/incidents/${id}`)).json()).toMatchObject({
      status: 'open',
      timeline: [{ type: 'opened' }],
    });
  });

  it('says who did what, as the token names them', async () => {
    const id = await openIncident('orders');
    await post(`/api/v1/incidents/${id}/acknowledge`, {});
    const answer = await post(`/api/v1/incidents/${id}/resolve`, { reason: 'benign' });
    expect(answer.json()).toMatchObject({ acknowledgedBy: 'editor', resolvedBy: 'editor', resolution: 'benign' });
    const { timeline } = answer.json();
    expect(timeline.at(-1)).toMatchObject({ type: 'resolved', actor: 'editor', channel: 'grafana', message: 'benign' });
    expect((await post(`/api/v1/incidents/${id}/resolve`, { reason: 'fixed' })).statusCode).toBe(409);
  });

  it.each([
    ['resolve', {}, 'reason'],
    ['resolve', { reason: 'recovered' }, 'reason'],
    ['resolve', { reason: 'fixed', comment: 'x'.repeat(4001) }, 'comment'],
    ['comment', { comment: '   ' }, 'comment'],
    ['comment', {}, 'comment'],
  ])('cannot be changed by %s with %j', async (verb, body, field) => {
    const id = await openIncident('orders');
    expect((await post(`/api/v1/incidents/${id}/${verb}`, body)).json()).toMatchObject({ status: 400, field });
  });
});

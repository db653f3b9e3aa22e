import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alertmanagerBody, grafanaBody, sendAlerts, sendGrafana } from '../../../test/notifications.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ config: { webhooks: { grafana: { secret: 's3cr3t' }, maxBodyBytes: 20_000 } } });
});
afterAll(() => service.close());
beforeEach(async () => {
  service.load.delayMs = 0;
  await emptyDatabase(service.context);
});

async function stored() {
  const { database } = service.context;
  const deliveries = await database.selectFrom('alertDeliveries').selectAll().execute();
  const episodes = await database.selectFrom('alertEpisodes').selectAll().execute();
  return { deliveries, episodes };
}

async function expectNothingStored(): Promise<void> {
  expect(await stored()).toEqual({ deliveries: [], episodes: [] });
}

describe('a notification', () => {
  it('is stored as it came, with what it said, before the answer', async () => {
    const body = ` ${JSON.stringify(alertmanagerBody())} `;
    const answer = await sendAlerts(service.app, body);
    expect(answer.statusCode).toBe(200);
    const { deliveries, episodes } = await stored();
    expect(deliveries).toMatchObject([
      { source: 'alertmanager', body, status: 'processed', error: null, decision: answer.json().incidentIds },
    ]);
    expect(episodes).toMatchObject([{ fingerprint: 'b2f5c1d4e6a79380', endsAt: null, service: 'orders' }]);
  });

  it('keeps no credentials', async () => {
    await service.app.inject({
      method: 'POST',
      url: '/webhook/alerts',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer very-secret',
        'user-agent': 'Alertmanager',
      },
      payload: alertmanagerBody(),
    });
    const { deliveries } = await stored();
    expect(deliveries[0]?.headers).toEqual({ 'content-type': 'application/json', 'user-agent': 'Alertmanager' });
  });

  it('of Grafana can be sent with POST and with PUT', async () => {
    const sent = await sendGrafana(service.app, grafanaBody(), service.clock.now());
    expect(sent.json()).toMatchObject({ accepted: 1, duplicates: 0 });
    service.clock.advanceSeconds(1);
    const put = await sendGrafana(service.app, grafanaBody(), service.clock.now(), {}, 'PUT');
    expect(put.json()).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('with its time in another zone is the same episode', async () => {
    await sendGrafana(service.app, grafanaBody(), service.clock.now());
    const utc = grafanaBody([{ startsAt: '2026-03-02T09:59:00Z' }]);
    expect((await sendGrafana(service.app, utc, service.clock.now())).json()).toMatchObject({ duplicates: 1 });
  });

  it('with characters that a database cannot hold is stored as near as it can be', async () => {
    const labels = { alertname: 'odd\u0000name', service: 'or\ud800ders' };
    const answer = await sendAlerts(service.app, alertmanagerBody([{ labels, annotations: { 'a\u0000': 'b' } }]));
    expect(answer.statusCode).toBe(200);
    const { episodes } = await stored();
    expect(episodes[0]).toMatchObject({ title: 'odd\ufffdname', service: 'or\ufffdders' });
  });
});

describe('a malformed notification is refused, naming the field, and nothing is stored', () => {
  const without = (key: string) =>
    Object.fromEntries(Object.entries(alertmanagerBody()).filter(([name]) => name !== key));

  it.each([
    ['no JSON', '{"version":', 'body', /not JSON/],
    ['an empty body', '', 'body', /not JSON/],
    ['null', 'null', 'body', /body is not as/],
    ['a list', '[]', 'body', /./],
    ['no version', without('version'), 'version', /version 4/],
    ['a numeric version', { ...alertmanagerBody(), version: 4 }, 'version', /version 4/],
    ['no alerts', without('alerts'), 'alerts', /alerts/],
    ['alerts that are no list', { ...alertmanagerBody(), alerts: {} }, 'alerts', /alerts/],
    ['a bad instant', alertmanagerBody([{}, { startsAt: 'yesterday' }]), 'alerts[1].startsAt', /startsAt/],
    ['a status of its own', alertmanagerBody([{ status: 'paused' as 'firing' }]), 'alerts[0].status', /status/],
    ['an empty fingerprint', alertmanagerBody([{ fingerprint: '' }]), 'alerts[0].fingerprint', /fingerprint/],
    [
      'a label that is a number',
      alertmanagerBody([{ labels: { pod: 7 as unknown as string } }]),
      'alerts[0].labels.pod',
      /labels/,
    ],
    ["Grafana's", grafanaBody(), 'version', /webhook\/grafana/],
  ])('with %s', async (_what, body, field, detail) => {
    const answer = await sendAlerts(service.app, body);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ code: 'invalid-request', field, detail: expect.stringMatching(detail) });
    await expectNothingStored();
  });

  it.each([
    ['no JSON', 'FIRING: HighErrorRate', 'body', /custom payload template/],
    ['an object of its own', { text: 'HighErrorRate' }, 'version', /custom payload template/],
    ['no alerts', { version: '1', status: 'firing', receiver: 'Vigil' }, 'alerts', /custom payload template/],
    ["Alertmanager's", alertmanagerBody(), 'version', /webhook\/alerts/],
  ])("from Grafana's contact point with %s", async (_what, body, field, detail) => {
    const answer = await sendGrafana(service.app, body, service.clock.now());
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ field, detail: expect.stringMatching(detail) });
    await expectNothingStored();
  });
});

describe('a notification that must not come in', () => {
  it.each([
    ['a wrong signature', { 'x-grafana-alerting-signature': '00' }],
    ['an old timestamp', { 'x-grafana-alerting-timestamp': '1600000000' }],
  ])('is refused for %s before it is read', async (_what, headers) => {
    const answer = await sendGrafana(service.app, 'not even JSON', service.clock.now(), headers);
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'invalid-signature' });
    await expectNothingStored();
  });

  it('is refused when it is too large', async () => {
    const annotations = { summary: 'x'.repeat(20_000) };
    const answer = await sendAlerts(service.app, alertmanagerBody([{ annotations }]));
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toMatchObject({ code: 'body-too-large' });
    await expectNothingStored();
  });

  it('is refused in another media type', async () => {
    const headers = { 'content-type': 'text/plain' };
    const answer = await service.app.inject({ method: 'POST', url: '/webhook/alerts', headers, payload: '{}' });
    expect(answer.statusCode).toBe(415);
    await expectNothingStored();
  });

  it('is put off while the process is behind, so that its sender repeats it', async () => {
    service.load.delayMs = 5_001;
    const answer = await sendAlerts(service.app, alertmanagerBody());
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.json()).toMatchObject({ code: 'overloaded' });
    await expectNothingStored();
    service.load.delayMs = 4_999;
    expect((await sendAlerts(service.app, alertmanagerBody())).statusCode).toBe(200);
  });

  it('is counted by its outcome', async () => {
    const { metrics } = service.context;
    metrics.webhookDeliveries.reset();
    await sendAlerts(service.app, alertmanagerBody());
    await sendAlerts(service.app, '{}');
    const { values } = await metrics.webhookDeliveries.get();
    expect(values.map(({ labels, value }) => [labels.outcome, value])).toEqual([
      ['stored', 1],
      ['400', 1],
    ]);
  });
});

describe('more notifications at a time than are allowed', () => {
  it('are put off, and room is made again', async () => {
    const crowded = await startTestService({ config: { webhooks: { maxConcurrent: 2 } } });
    const address = await crowded.app.listen({ port: 0, host: '127.0.0.1' });
    const send = (fingerprint: string) =>
      fetch(`${address}/webhook/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alertmanagerBody([{ fingerprint }])),
      });
    const gate = Promise.withResolvers<undefined>();
    const holding = crowded.context.database.transaction().execute(() => gate.promise);
    const [first, second] = [send('aa'), send('bb')];
    await expect.poll(async () => (await crowded.context.metrics.webhooksInFlight.get()).values[0]?.value).toBe(2);
    expect((await send('cc')).status).toBe(503);
    gate.resolve(undefined);
    await holding;
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    await expect.poll(async () => (await crowded.context.metrics.webhooksInFlight.get()).values[0]?.value).toBe(0);
    expect((await send('cc')).status).toBe(200);
    await crowded.close();
  });
});

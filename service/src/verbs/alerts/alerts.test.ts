import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeOnEachEngine } from '../../../test/engines.ts';
import {
  alertmanagerBody,
  brokenRuleAlert,
  grafanaBody,
  sendAlerts,
  sendGrafana,
} from '../../../test/notifications.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { runIncidentUpkeep } from '../../jobs/incident-upkeep.ts';
import { getIncident } from '../incidents/get-incident.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';

const ended = { status: 'resolved', endsAt: '2026-03-02T10:00:30.000Z' } as const;

describeOnEachEngine('alerts', (engine) => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ location: await engine.newLocation() });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    await emptyDatabase(service.context);
    service.queue.sent.length = 0;
  });

  const receive = async (alerts: Parameters<typeof alertmanagerBody>[0]) =>
    (await sendAlerts(service.app, alertmanagerBody(alerts))).json();
  const receiveGrafana = async (alerts: Parameters<typeof grafanaBody>[0]) =>
    (await sendGrafana(service.app, grafanaBody(alerts), service.clock.now())).json();
  const detail = (id: string) => getIncident(service.context.database, id);
  const incidentCount = async () =>
    (await service.context.database.selectFrom('incidents').selectAll().execute()).length;

  describe('episodes', () => {
    it('are created once, however often a notification is repeated', async () => {
      const first = await receive([{}]);
      expect(first).toMatchObject({ accepted: 1, duplicates: 0 });
      service.clock.advanceSeconds(4 * 3600);
      expect(await receive([{}])).toEqual({ accepted: 0, duplicates: 1, incidentIds: [] });
      const { alertCount, timeline } = await detail(first.incidentIds[0]);
      expect(alertCount).toBe(1);
      expect(timeline).toHaveLength(1);
    });

    it('are created once when both Alertmanagers of a pair deliver at the same time', async () => {
      const alerts = [{ fingerprint: 'aa' }, { fingerprint: 'bb' }, { fingerprint: 'cc' }];
      const receipts = await Promise.all([
        receive(alerts),
        receive(alerts.toReversed()),
        receive(alerts),
        receive(alerts.toReversed()),
      ]);
      expect(receipts.map(({ accepted }) => accepted).reduce((sum, count) => sum + count)).toBe(3);
      expect(await incidentCount()).toBe(1);
      expect(service.queue.sent).toHaveLength(1);
    });

    it('of one alert are told apart by their start', async () => {
      const { incidentIds } = await receive([{}]);
      await receive([ended]);
      service.clock.advanceSeconds(60);
      await receive([{ startsAt: '2026-03-02T10:01:00.000Z' }]);
      const { members } = await detail(incidentIds[0]);
      expect(members.map(({ startsAt, status }) => [startsAt, status])).toEqual([
        ['2026-03-02T09:59:00.000Z', 'closed'],
        ['2026-03-02T10:01:00.000Z', 'open'],
      ]);
    });

    it('take the status of each alert, not of the notification', async () => {
      const { incidentIds } = await receive([{ fingerprint: 'aa' }, { fingerprint: 'bb', ...ended }]);
      const { members } = await detail(incidentIds[0]);
      expect(members.map(({ status }) => status)).toEqual(['open']);
    });

    it('that had ended before anything was heard of them open nothing, and a late first message changes nothing', async () => {
      expect(await receive([ended])).toEqual({ accepted: 1, duplicates: 0, incidentIds: [] });
      service.clock.advanceSeconds(20);
      expect(await receive([{}])).toEqual({ accepted: 0, duplicates: 1, incidentIds: [] });
      expect(await incidentCount()).toBe(0);
    });

    it('go on when their sender had lost sight of them, and their incident with them', async () => {
      const { incidentIds } = await receive([{}]);
      await receive([ended]);
      service.clock.advanceSeconds(400);
      await runIncidentUpkeep(service.context);
      expect(await detail(incidentIds[0])).toMatchObject({ status: 'resolved', resolution: 'recovered' });
      expect(await receive([{}])).toMatchObject({ accepted: 1, incidentIds });
      expect(await detail(incidentIds[0])).toMatchObject({
        status: 'open',
        members: [{ status: 'open', endsAt: null }],
      });
    });

    it('end when nothing was heard of them for too long', async () => {
      const { incidentIds } = await receive([{}]);
      service.clock.advanceSeconds(43_201);
      await runIncidentUpkeep(service.context);
      const { members, timeline } = await detail(incidentIds[0]);
      expect(members).toMatchObject([{ status: 'closed' }]);
      expect(timeline.at(-1)).toMatchObject({ type: 'member-ended', message: expect.stringContaining('43200 s') });
    });

    it('that are not in a cut list have not ended', async () => {
      const { incidentIds } = await receive([{ fingerprint: 'aa' }, { fingerprint: 'bb' }]);
      const cut = { ...alertmanagerBody([{ fingerprint: 'aa' }]), truncatedAlerts: 1 };
      await sendAlerts(service.app, cut);
      const { members } = await detail(incidentIds[0]);
      expect(members.map(({ status }) => status)).toEqual(['open', 'open']);
    });

    it('never begin in the future, whatever the clock of the sender says', async () => {
      const { incidentIds } = await receive([{ startsAt: '2099-01-01T00:00:00.000Z' }]);
      expect((await detail(incidentIds[0])).startedAt).toBe(service.clock.now().toISOString());
    });

    it('that end after somebody resolved the incident leave no trace in it', async () => {
      const { incidentIds } = await receive([{}]);
      await resolveIncident(
        service.context,
        incidentIds[0],
        { login: 'editor', channel: 'grafana' },
        { reason: 'fixed', comment: '' }
      );
      await receive([ended]);
      const { timeline } = await detail(incidentIds[0]);
      expect(timeline.map(({ type }) => type)).toEqual(['opened', 'resolved']);
    });
  });

  describe('severity and service', () => {
    it.each([
      ['critical', 'critical'],
      ['PAGE', 'critical'],
      ['warning', 'high'],
      ['info', 'normal'],
      ['', 'high'],
      ['sev-2', 'high'],
    ])('a label %j counts as %s', async (label, expected) => {
      const { incidentIds } = await receive([{ labels: { severity: label } }]);
      expect((await detail(incidentIds[0])).severity).toBe(expected);
    });

    it('falls back on other labels that may name a service', async () => {
      const { incidentIds } = await receive([{ labels: { service: '', job: 'billing' } }]);
      expect((await detail(incidentIds[0])).service).toBe('billing');
    });

    it('joins alerts that name no service only to their like', async () => {
      const one = await receive([{ labels: { service: '', alertname: 'DiskFull' }, fingerprint: 'aa' }]);
      const like = await receive([{ labels: { service: '', alertname: 'DiskFull' }, fingerprint: 'bb' }]);
      const other = await receive([{ labels: { service: '', alertname: 'NodeDown' }, fingerprint: 'cc' }]);
      expect(like.incidentIds).toEqual(one.incidentIds);
      expect(other.incidentIds).not.toEqual(one.incidentIds);
    });
  });

  describe("Grafana's own alerts", () => {
    it.each(['DatasourceNoData', 'DatasourceError'] as const)('%s joins the incident of its rule', async (name) => {
      const { incidentIds } = await receiveGrafana([{}]);
      service.clock.advanceSeconds(7200);
      const alert = brokenRuleAlert(name);
      expect(await receiveGrafana([{ ...alert, labels: { ...alert.labels, service: '' } }])).toMatchObject({
        incidentIds,
      });
      const { members } = await detail(incidentIds[0]);
      expect(members[1]).toMatchObject({
        title: `HighErrorRate: ${name === 'DatasourceNoData' ? 'no data' : 'error'}`,
        reason: 'the same alert rule as "HighErrorRate"',
      });
    });

    it('opens one incident when the rule broke first, which the alert then joins', async () => {
      const broken = brokenRuleAlert('DatasourceError');
      const unlabelled = { ...broken, labels: { ...broken.labels, service: '' }, ruleUID: undefined };
      const { incidentIds } = await receiveGrafana([unlabelled]);
      expect(await detail(incidentIds[0])).toMatchObject({ title: 'HighErrorRate: error' });
      expect(await receiveGrafana([{ ruleUID: undefined }])).toMatchObject({ incidentIds });
    });

    it('does not mix services of one rule that fires for several', async () => {
      const one = await receiveGrafana([{ fingerprint: 'aa' }]);
      const other = await receiveGrafana([{ fingerprint: 'bb', labels: { service: 'search' } }]);
      expect(other.incidentIds).not.toEqual(one.incidentIds);
    });

    it('shows a test as a test, investigates nothing, and lets it go after a while', async () => {
      const real = await receive([{}]);
      service.queue.sent.length = 0;
      const test = { labels: { alertname: 'TestAlert', instance: 'Grafana' }, fingerprint: 'test', ruleUID: '' };
      const { incidentIds } = await receiveGrafana([{ ...test, startsAt: '2026-03-02T10:00:00Z' }]);
      const again = await receiveGrafana([{ ...test, startsAt: '2026-03-02T10:00:05Z' }]);
      expect(again.incidentIds).toEqual(incidentIds);
      expect(incidentIds).not.toEqual(real.incidentIds);
      expect(await detail(incidentIds[0])).toMatchObject({ isTest: true, severity: 'normal', alertCount: 2 });
      expect(service.queue.sent).toEqual([]);
      service.clock.advanceSeconds(601);
      await runIncidentUpkeep(service.context);
      service.clock.advanceSeconds(300);
      await runIncidentUpkeep(service.context);
      expect(await detail(incidentIds[0])).toMatchObject({ status: 'resolved', resolution: 'test' });
      expect(await detail(real.incidentIds[0])).toMatchObject({ status: 'open' });
    });
  });

  it('open incidents that are counted once they are there, and not before', async () => {
    const { context } = service;
    const opened = async () => (await context.metrics.incidentsOpened.get()).values;
    context.metrics.incidentsOpened.reset();
    const alerts = ['aa', 'bb'].map((fingerprint) => ({ fingerprint, labels: { service: fingerprint } }));
    const enqueue = vi
      .spyOn(context.queue, 'enqueue')
      .mockResolvedValueOnce('1')
      .mockRejectedValueOnce(new Error('no'));
    await receive(alerts);
    enqueue.mockRestore();
    expect((await opened()).filter(({ value }) => value > 0)).toEqual([]);
    service.clock.advanceSeconds(60);
    await runIncidentUpkeep(context);
    expect(await opened()).toEqual([{ labels: { trigger: 'alert' }, value: 2 }]);
  });

  it('that could not be taken to an incident are stored, answered, and taken there later', async () => {
    const { context } = service;
    const enqueue = vi.spyOn(context.queue, 'enqueue').mockRejectedValueOnce(new Error('the queue is away'));
    expect(await receive([{}])).toEqual({ accepted: 1, duplicates: 0, incidentIds: [] });
    enqueue.mockRestore();
    const [failed] = await context.database.selectFrom('alertDeliveries').selectAll().execute();
    expect(failed).toMatchObject({ status: 'failed', error: 'the queue is away' });
    expect(await incidentCount()).toBe(0);
    service.clock.advanceSeconds(60);
    await runIncidentUpkeep(context);
    expect(await incidentCount()).toBe(1);
    const [placed] = await context.database.selectFrom('alertDeliveries').selectAll().execute();
    expect(placed).toMatchObject({ status: 'processed', error: null });
  });
});

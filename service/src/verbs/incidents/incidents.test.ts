import { randomUUID } from 'node:crypto';
import type { Suspect } from '@vigil/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newAnomaly } from '../../../test/anomalies.ts';
import { describeOnEachEngine } from '../../../test/engines.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { investigateJob } from '../../jobs/investigate.job.ts';
import { findAnomaly, insertAnomaly, updateAnomaly } from '../../storage/repositories/anomalies.ts';
import type { NewAnomaly } from '../../storage/schema.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { anomalyCandidate } from './candidate.ts';
import { commentOnIncident } from './comment-on-incident.ts';
import { endMember } from './end-member.ts';
import { getIncident } from './get-incident.ts';
import { openOrJoinIncident } from './open-or-join-incident.ts';
import type { Placement } from './open-or-join-incident.ts';
import { recordInvestigationStart, recordRanking } from './record-ranking.ts';
import { resolveIncident } from './resolve-incident.ts';
import { resolveRecovered } from './resolve-recovered.ts';

const editor = { login: 'editor', channel: 'grafana' };

describeOnEachEngine('incidents', (engine) => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({
      location: await engine.newLocation(),
      callGraph: () => [
        { caller: 'gateway', callee: 'orders', calls: 10, errors: 0 },
        { caller: 'orders', callee: 'payments', calls: 10, errors: 0 },
      ],
    });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    await emptyDatabase(service.context);
    service.queue.sent.length = 0;
  });

  async function place(changes: Partial<NewAnomaly> = {}): Promise<Placement | null> {
    const { context } = service;
    const row = newAnomaly({ onsetAt: service.clock.now(), ...changes });
    await insertAnomaly(context.database, row);
    return placeAgain(row.id);
  }

  async function placeAgain(id: string): Promise<Placement | null> {
    const { context } = service;
    const anomaly = await findAnomaly(context.database, id);
    return context.database
      .transaction()
      .execute((transaction) => openOrJoinIncident(context, transaction, anomalyCandidate(anomaly!)));
  }

  async function placed(changes: Partial<NewAnomaly> = {}): Promise<Placement> {
    const placement = await place(changes);
    expect(placement).not.toBeNull();
    return placement!;
  }

  async function end(id: string): Promise<void> {
    const { context, clock } = service;
    await context.database.transaction().execute(async (transaction) => {
      await updateAnomaly(transaction, id, { status: 'closed', endedAt: clock.now() });
      const message = 'the score is back below 0.8';
      await endMember(context, transaction, { kind: 'anomaly', id, title: 'Latency p99', channel: 'service', message });
    });
  }

  const detail = (id: string) => getIncident(service.context.database, id);

  describe('opening and joining', () => {
    it('opens one with a reason, a timeline and the job that investigates it', async () => {
      const { incidentId, outcome } = await placed({ severity: 'critical' });
      expect(outcome).toBe('opened');
      expect(await detail(incidentId)).toMatchObject({
        title: 'Latency p99 on payments',
        status: 'open',
        severity: 'critical',
        anomalyCount: 1,
        affectedServices: ['payments'],
        members: [{ reason: 'opened the incident: threshold and model agree that this is anomalous' }],
        timeline: [{ type: 'opened', actor: 'vigil', channel: 'service' }],
      });
      expect(service.queue.sent).toEqual([{ job: 'investigate-incident', payload: { incidentId } }]);
    });

    it('lets an anomaly without agreement join, but not open', async () => {
      expect(await place({ agreed: false, seriesKey: 'early' })).toBeNull();
      const { incidentId } = await placed();
      expect(await place({ agreed: false, seriesKey: 'errors' })).toEqual({ incidentId, outcome: 'joined' });
      expect(service.queue.sent).toHaveLength(1);
    });

    it('opens one for an anomaly that came to agreement later', async () => {
      const id = randomUUID();
      expect(await place({ id, agreed: false })).toBeNull();
      await updateAnomaly(service.context.database, id, { agreed: true });
      expect(await placeAgain(id)).toMatchObject({ outcome: 'opened' });
      expect(await placeAgain(id)).toMatchObject({ outcome: 'known' });
    });

    it('joins for the same service while something there goes on, however long ago it began', async () => {
      const { incidentId } = await placed();
      service.clock.advanceSeconds(7200);
      expect(await place({ seriesKey: 'errors' })).toEqual({ incidentId, outcome: 'joined' });
      const { members } = await detail(incidentId);
      expect(members[1]?.reason).toBe('the same service payments, 2 h after the incident began');
    });

    it('joins for the same service within the window after the last member ended, and not later', async () => {
      const id = randomUUID();
      const { incidentId } = await placed({ id });
      await end(id);
      service.clock.advanceSeconds(890);
      expect(await place({ seriesKey: 'errors' })).toEqual({ incidentId, outcome: 'joined' });
      const others = await placed({ id: randomUUID(), service: 'search', seriesKey: 'search' });
      const searchMember = (await detail(others.incidentId)).members[0]!.id;
      await end(searchMember);
      service.clock.advanceSeconds(910);
      expect(await place({ service: 'search', seriesKey: 'search-errors' })).toMatchObject({ outcome: 'opened' });
    });

    it('joins neighbours in the call graph, in both directions, within the window only', async () => {
      const { incidentId } = await placed({ service: 'orders' });
      service.clock.advanceSeconds(65);
      await placed({ service: 'payments', seriesKey: 'payments' });
      await placed({ service: 'gateway', seriesKey: 'gateway' });
      const { members } = await detail(incidentId);
      expect(members.map(({ reason }) => reason).slice(1)).toEqual(
        expect.arrayContaining([
          'payments is called by orders, which is part of the incident; 1 min after the incident began',
          'gateway calls orders, which is part of the incident; 1 min after the incident began',
        ])
      );
      expect(await place({ service: 'search', seriesKey: 'search' })).toMatchObject({ outcome: 'opened' });
      service.clock.advanceSeconds(1000);
      await service.context.database.updateTable('anomalies').set({ service: 'orders' }).execute();
      expect(await place({ service: 'gateway', seriesKey: 'late' })).toMatchObject({ outcome: 'opened' });
    });

    it('raises the severity with the worst member and says so', async () => {
      const { incidentId } = await placed({ severity: 'high' });
      await placed({ severity: 'critical', seriesKey: 'worse' });
      await placed({ severity: 'normal', seriesKey: 'better' });
      const { severity, timeline } = await detail(incidentId);
      expect(severity).toBe('critical');
      const changes = timeline.filter(({ type }) => type === 'severity-changed');
      expect(changes.map(({ message }) => message)).toEqual(['from high to critical, because of Latency p99']);
    });

    it('never opens two for what comes at the same time', async () => {
      const placements = await Promise.all(
        Array.from({ length: 12 }, (_, index) => place({ id: randomUUID(), seriesKey: `series-${index}` }))
      );
      expect(new Set(placements.map((placement) => placement?.incidentId)).size).toBe(1);
      expect(placements.filter((placement) => placement?.outcome === 'opened')).toHaveLength(1);
      expect(service.queue.sent).toHaveLength(1);
    });

    it('leaves nothing behind when the transaction around it fails', async () => {
      const { context } = service;
      const row = newAnomaly({});
      await insertAnomaly(context.database, row);
      const anomaly = await findAnomaly(context.database, row.id);
      const failing = context.database.transaction().execute(async (transaction) => {
        await openOrJoinIncident(context, transaction, anomalyCandidate(anomaly!));
        throw new Error('the caller fails');
      });
      await expect(failing).rejects.toThrow('the caller fails');
      expect(await context.database.selectFrom('incidents').selectAll().execute()).toEqual([]);
    });
  });

  describe('investigating again', () => {
    const requests = () => service.queue.sent.map(({ payload }) => payload);

    it('is asked for when another service or another symptom joins, and not for more of the same', async () => {
      const { incidentId } = await placed({ service: 'orders', kind: 'latency' });
      service.queue.sent.length = 0;
      await placed({ service: 'orders', kind: 'latency', seriesKey: 'latency-2' });
      expect(requests()).toEqual([]);
      await placed({ service: 'orders', kind: 'errors', seriesKey: 'errors' });
      expect(requests()).toEqual([{ incidentId }]);
      await placed({ service: 'payments', kind: 'errors', seriesKey: 'payments-errors' });
      await placed({ service: 'payments', kind: 'errors', seriesKey: 'payments-errors-2' });
      expect(requests()).toEqual([{ incidentId }, { incidentId }]);
    });

    it('is asked for when the incident is reopened', async () => {
      const id = randomUUID();
      const { incidentId } = await placed({ id });
      await end(id);
      service.clock.advanceSeconds(300);
      await resolveRecovered(service.context);
      service.queue.sent.length = 0;
      expect(await place({})).toMatchObject({ outcome: 'reopened' });
      expect(requests()).toEqual([{ incidentId }]);
    });

    it('is asked for in the transaction that changes the incident, once per burst', async () => {
      const { context } = service;
      const enqueue = vi.spyOn(context.queue, 'enqueue');
      const row = newAnomaly({ onsetAt: service.clock.now() });
      await insertAnomaly(context.database, row);
      const anomaly = await findAnomaly(context.database, row.id);
      await context.database.transaction().execute(async (transaction) => {
        const placement = await openOrJoinIncident(context, transaction, anomalyCandidate(anomaly!));
        const incidentId = placement!.incidentId;
        const once = { singletonKey: incidentId, debounceSeconds: 30 };
        expect(enqueue).toHaveBeenCalledExactlyOnceWith(transaction, investigateJob, { incidentId }, once);
      });
      enqueue.mockRestore();
    });
  });

  describe('ending', () => {
    it('recovers by itself once all members have ended for long enough', async () => {
      const [first, second] = [randomUUID(), randomUUID()];
      const { incidentId } = await placed({ id: first });
      await placed({ id: second, seriesKey: 'errors' });
      await end(first);
      service.clock.advanceSeconds(400);
      expect(await resolveRecovered(service.context)).toBe(0);
      await end(second);
      service.clock.advanceSeconds(299);
      expect(await resolveRecovered(service.context)).toBe(0);
      service.clock.advanceSeconds(1);
      expect(await resolveRecovered(service.context)).toBe(1);
      expect(await detail(incidentId)).toMatchObject({
        status: 'resolved',
        resolution: 'recovered',
        resolvedBy: 'vigil',
      });
      expect(await resolveRecovered(service.context)).toBe(0);
    });

    it('reopens when a member is back shortly after, and must be acknowledged again', async () => {
      const id = randomUUID();
      const { incidentId } = await placed({ id });
      await acknowledgeIncident(service.context, incidentId, editor);
      await end(id);
      service.clock.advanceSeconds(300);
      await resolveRecovered(service.context);
      service.clock.advanceSeconds(1700);
      expect(await place({})).toEqual({ incidentId, outcome: 'reopened' });
      const { status, acknowledgedBy, resolution, timeline } = await detail(incidentId);
      expect({ status, acknowledgedBy, resolution }).toEqual({
        status: 'open',
        acknowledgedBy: null,
        resolution: null,
      });
      expect(timeline.find(({ type }) => type === 'reopened')?.message).toBe(
        'was resolved as recovered, but the same series was in this incident before'
      );
    });

    it('opens a new one when it is back too late, or after somebody called it benign', async () => {
      const late = randomUUID();
      const { incidentId } = await placed({ id: late });
      await end(late);
      await resolveIncident(service.context, incidentId, editor, { reason: 'fixed', comment: '' });
      service.clock.advanceSeconds(1801);
      const second = randomUUID();
      const again = await placed({ id: second });
      expect(again.outcome).toBe('opened');
      await end(second);
      await resolveIncident(service.context, again.incidentId, editor, { reason: 'benign', comment: '' });
      expect(await place({})).toMatchObject({ outcome: 'opened' });
    });

    it('does not reopen for an anomaly that goes on after somebody resolved it', async () => {
      const id = randomUUID();
      const { incidentId } = await placed({ id });
      await resolveIncident(service.context, incidentId, editor, { reason: 'fixed', comment: '' });
      expect(await placeAgain(id)).toEqual({ incidentId, outcome: 'known' });
      expect(await detail(incidentId)).toMatchObject({ status: 'resolved', resolvedBy: 'editor' });
    });
  });

  describe('people', () => {
    it('lets the first one acknowledge, whoever else presses', async () => {
      const { incidentId } = await placed();
      const logins = ['ann', 'bob', 'cleo'];
      await Promise.all(
        logins.map((login) => acknowledgeIncident(service.context, incidentId, { login, channel: 'grafana' }))
      );
      const { acknowledgedBy, timeline } = await detail(incidentId);
      expect(logins).toContain(acknowledgedBy);
      const events = timeline.filter(({ type }) => type === 'acknowledged');
      expect(events.map(({ actor }) => actor)).toEqual([acknowledgedBy]);
    });

    it('resolves once, and tells the second who was first', async () => {
      const { incidentId } = await placed();
      await resolveIncident(service.context, incidentId, editor, { reason: 'false-positive', comment: 'Load test.' });
      const second = resolveIncident(service.context, incidentId, editor, { reason: 'fixed', comment: '' });
      await expect(second).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('by editor') });
      const { resolution, timeline } = await detail(incidentId);
      expect(resolution).toBe('false-positive');
      expect(timeline.at(-1)).toMatchObject({ type: 'resolved', message: 'false-positive: Load test.' });
      await expect(acknowledgeIncident(service.context, incidentId, editor)).rejects.toMatchObject({
        code: 'conflict',
      });
    });

    it('keeps comments as they are written', async () => {
      const { incidentId } = await placed();
      const comment = '<script>alert(1)</script> {{ $labels }} \u{1F525}';
      const { timeline } = await commentOnIncident(service.context, incidentId, editor, comment);
      expect(timeline.at(-1)).toMatchObject({ type: 'comment', actor: 'editor', message: comment });
    });

    it('knows no incident that does not exist', async () => {
      await expect(acknowledgeIncident(service.context, 'nothing', editor)).rejects.toMatchObject({
        code: 'not-found',
      });
    });
  });

  describe('the result of an investigation', () => {
    it('names service and title after the cause', async () => {
      const { incidentId } = await placed({ service: 'orders' });
      await placed({ service: 'gateway', seriesKey: 'gateway' });
      await recordInvestigationStart(service.context, incidentId, 'investigation-1');
      const cause: Suspect = {
        service: 'payments',
        kind: 'latency',
        score: 0.9,
        role: 'cause',
        reasons: ['deviated first'],
      };
      const suspects = [cause];
      const ranking = { investigationId: 'investigation-1', suspects, summary: 'payments is slow' };
      const updated = await recordRanking(service.context, incidentId, ranking);
      expect(updated).toMatchObject({
        title: 'payments: slow, affecting gateway, orders',
        service: 'payments',
        investigationId: 'investigation-1',
        suspects,
      });
      expect(updated.timeline.slice(-2)).toMatchObject([
        { type: 'investigation-started' },
        { type: 'investigation-finished', message: 'payments is slow' },
      ]);
    });

    it('leaves the title alone when no cause was found', async () => {
      const { incidentId } = await placed();
      const ranking = { investigationId: 'investigation-2', suspects: [], summary: 'nothing unusual' };
      const updated = await recordRanking(service.context, incidentId, ranking);
      expect(updated).toMatchObject({ title: 'Latency p99 on payments', service: 'payments' });
    });
  });
});

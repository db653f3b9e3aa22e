import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newAnomaly } from '../../../test/anomalies.ts';
import { describeOnEachEngine } from '../../../test/engines.ts';
import { alertmanagerBody, sendAlerts } from '../../../test/notifications.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { addMember } from '../../storage/repositories/incident-members.ts';
import { addAnomalyRates, firstRateAt } from '../../storage/repositories/anomaly-rates.ts';
import { insertAnomaly } from '../../storage/repositories/anomalies.ts';
import { insertInvestigation } from '../../storage/repositories/investigations.ts';
import { insertTrainingRun, listTrainingRuns } from '../../storage/repositories/training-runs.ts';
import { getIncident } from '../incidents/get-incident.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { purgeExpired } from './purge-expired.ts';

const editor = { login: 'editor', channel: 'grafana' };

describeOnEachEngine('the nightly purge', (engine) => {
  let service: TestService;

  beforeAll(async () => {
    const retention = {
      alertDeliveriesDays: 3,
      resolvedIncidentsDays: 40,
      closedAnomaliesDays: 9,
      anomalyRatesDays: 2,
      investigationsDays: 40,
    };
    service = await startTestService({ location: await engine.newLocation(), config: { retention } });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    await emptyDatabase(service.context);
    service.context.metrics.purged.reset();
  });

  const advanceDays = (days: number) => service.clock.advanceSeconds(days * 86_400);
  const receive = async (fingerprint: string, status: 'firing' | 'resolved') => {
    const endsAt = status === 'firing' ? {} : { endsAt: service.clock.now().toISOString() };
    const alert = { fingerprint, status, labels: { service: fingerprint }, ...endsAt };
    return (await sendAlerts(service.app, alertmanagerBody([alert]))).json().incidentIds[0];
  };
  const anomaly = async (changes: Parameters<typeof newAnomaly>[0] = {}) => {
    const row = newAnomaly({ seriesKey: randomUUID(), onsetAt: service.clock.now(), ...changes });
    await insertAnomaly(service.context.database, row);
    return row.id;
  };
  const closed = () => ({ status: 'closed', endedAt: service.clock.now() }) as const;
  const investigation = async (status: 'queued' | 'done', incidentId: string | null) => {
    const now = service.clock.now();
    const times = { createdAt: now, startedAt: null, finishedAt: null, windowFrom: now, windowTo: now };
    const lists = { suspects: '[]', steps: '[]', evidence: '[]', topology: '[]' };
    const texts = { title: 'orders', requestedBy: 'vigil', service: 'orders', summary: '', error: null };
    const id = randomUUID();
    const row = { id, incidentId, status, trigger: 'incident', ...times, ...lists, ...texts } as const;
    await insertInvestigation(service.context.database, row);
    return id;
  };
  const idsOf = async (table: 'incidents' | 'anomalies' | 'alertEpisodes' | 'alertDeliveries' | 'investigations') =>
    (await service.context.database.selectFrom(table).select('id').execute()).map(({ id }) => id);

  it('deletes what is older than it is kept, and nothing younger', async () => {
    const old = await receive('old', 'firing');
    await receive('old', 'resolved');
    await receive('unheard', 'resolved');
    await resolveIncident(service.context, old, editor, { reason: 'fixed', comment: '' });
    await anomaly(closed());
    await investigation('done', null);
    await investigation('done', old);
    await purgeExpired(service.context);
    expect(await idsOf('alertDeliveries')).toHaveLength(3);

    advanceDays(41);
    const recent = await receive('recent', 'firing');
    const kept = [await anomaly(closed()), await investigation('done', null)];
    await purgeExpired(service.context);
    expect(await idsOf('incidents')).toEqual([recent]);
    expect([...(await idsOf('anomalies')), ...(await idsOf('investigations'))]).toEqual(kept);
    expect(await idsOf('alertEpisodes')).toHaveLength(1);
    expect(await idsOf('alertDeliveries')).toHaveLength(1);
    expect(await service.context.database.selectFrom('timelineEvents').selectAll().execute()).toHaveLength(1);
    const { values } = await service.context.metrics.purged.get();
    expect(Object.fromEntries(values.map(({ labels, value }) => [labels.what, value]))).toEqual({
      incidents: 1,
      investigations: 2,
      anomalies: 1,
      'anomaly rates': 0,
      trainings: 0,
      alerts: 2,
      deliveries: 3,
    });
  });

  it('keeps what is open, however old, and everything in an incident that is kept', async () => {
    const open = await receive('open', 'firing');
    const openAnomaly = await anomaly();
    const member = await anomaly(closed());
    const addedAt = service.clock.now();
    await addMember(service.context.database, {
      kind: 'anomaly',
      memberId: member,
      incidentId: open,
      reason: '',
      addedAt,
    });
    const investigations = [await investigation('done', open), await investigation('queued', null)];
    await receive('waiting', 'firing');
    await service.context.database.updateTable('alertDeliveries').set({ status: 'failed' }).execute();
    const calledFixed = await receive('called-fixed', 'firing');
    await resolveIncident(service.context, calledFixed, editor, { reason: 'fixed', comment: '' });

    advanceDays(1000);
    await purgeExpired(service.context);
    expect(await idsOf('incidents')).toEqual(expect.arrayContaining([open, calledFixed]));
    expect((await idsOf('anomalies')).toSorted()).toEqual([openAnomaly, member].toSorted());
    expect((await idsOf('investigations')).toSorted()).toEqual(investigations.toSorted());
    expect(await idsOf('alertDeliveries')).toHaveLength(2);
    expect(await idsOf('alertEpisodes')).toHaveLength(3);
    expect(await getIncident(service.context.database, open)).toMatchObject({ anomalyCount: 1, alertCount: 1 });
  });

  it('deletes anomaly rates by their age', async () => {
    const { database } = service.context;
    const record = () =>
      addAnomalyRates(
        database,
        ['', 'pod-1'].map((instance) => ({
          service: 'orders',
          instance,
          bucketAt: service.clock.now(),
          scoredSeconds: 300,
          anomalousSeconds: 0,
          peakScore: 0.2,
        }))
      );
    await record();
    advanceDays(3);
    await record();
    await purgeExpired(service.context, { batchSize: 1 });
    expect(await firstRateAt(database)).toEqual(service.clock.now());
  });

  it('goes on in small batches until all is gone, and stops between two of them when it is told to', async () => {
    for (let index = 0; index < 7; index += 1) {
      await anomaly(closed());
    }
    advanceDays(10);
    await purgeExpired(service.context, { batchSize: 3, signal: AbortSignal.abort() });
    expect(await idsOf('anomalies')).toHaveLength(7);
    await purgeExpired(service.context, { batchSize: 3 });
    expect(await idsOf('anomalies')).toEqual([]);
  });

  it('deletes what became of trainings as long ago as anomalies', async () => {
    const { database } = service.context;
    const training = (id: string) => ({ id, detectorId: null, trigger: 'schedule', requestedBy: 'vigil' }) as const;
    await insertTrainingRun(database, { ...training('old'), requestedAt: service.clock.now() });
    advanceDays(10);
    await insertTrainingRun(database, { ...training('new'), requestedAt: service.clock.now() });
    await purgeExpired(service.context);
    expect((await listTrainingRuns(database, { limit: 10 })).map(({ id }) => id)).toEqual(['new']);
  });
});

import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { describeOnEachEngine } from '../../../test/engines.ts';
import { alertmanagerBody, sendAlerts } from '../../../test/notifications.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { maxPlacementAttempts } from './note-failed-placement.ts';
import { placeStoredDeliveries } from './place-delivery.ts';

describeOnEachEngine('deliveries that fail whenever they are placed', (engine) => {
  let service: TestService;
  const logLines: string[] = [];

  beforeAll(async () => {
    service = await startTestService({ location: await engine.newLocation(), logLines });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    vi.restoreAllMocks();
    await emptyDatabase(service.context);
    service.context.metrics.webhookDeadDeliveries.reset();
    logLines.length = 0;
  });

  const poison = () => vi.spyOn(service.context.queue, 'enqueue').mockRejectedValue(new Error('poison'));
  const receive = async (fingerprint: string) => {
    const labels = { service: fingerprint };
    return (await sendAlerts(service.app, alertmanagerBody([{ fingerprint, labels }]))).json();
  };
  const deliveries = () => service.context.database.selectFrom('alertDeliveries').selectAll().execute();
  const incidents = () => service.context.database.selectFrom('incidents').selectAll().execute();
  const dead = async () => (await service.context.metrics.webhookDeadDeliveries.get()).values;

  it('are tried again after ever longer pauses, and given up in the end', async () => {
    poison();
    await receive('aa');
    const pausesMs: number[] = [];
    for (let attempt = 1; attempt < maxPlacementAttempts; attempt += 1) {
      const [{ nextAttemptAt } = { nextAttemptAt: new Date(0) }] = await deliveries();
      pausesMs.push(nextAttemptAt.getTime() - service.clock.now().getTime());
      service.clock.advanceSeconds(pausesMs.at(-1)! / 1000 - 1);
      await placeStoredDeliveries(service.context);
      expect(await deliveries()).toMatchObject([{ attempts: attempt, status: 'failed' }]);
      service.clock.advanceSeconds(1);
      await placeStoredDeliveries(service.context);
    }
    expect(pausesMs).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600].map((seconds) => seconds * 1000));
    expect(await deliveries()).toMatchObject([{ attempts: maxPlacementAttempts, status: 'dead', error: 'poison' }]);
    expect(await dead()).toMatchObject([{ labels: { source: 'alertmanager' }, value: 1 }]);
    expect(logLines.filter((line) => line.includes('gave up on a stored notification'))).toHaveLength(1);
    service.clock.advanceSeconds(86_400);
    vi.restoreAllMocks();
    await placeStoredDeliveries(service.context);
    expect(await incidents()).toEqual([]);
  });

  it('do not keep newer ones from being placed, however many they are', async () => {
    poison();
    const { database, clock } = service.context;
    await receive('poison');
    const [delivery] = await deliveries();
    const [episode] = await database.selectFrom('alertEpisodes').selectAll().execute();
    const names = Array.from({ length: 99 }, (_, index) => `poison-${index}`);
    const due = { nextAttemptAt: clock.now(), headers: '{}', decision: '[]' };
    const rows = [...names, 'newer'].map((id) => ({ ...delivery!, ...due, id }));
    await database.insertInto('alertDeliveries').values(rows).execute();
    await database.updateTable('alertDeliveries').set(due).execute();
    const texts = { labels: '{}', annotations: '{}' };
    const poisonous = names.map((id) => ({ ...episode!, ...texts, id, fingerprint: id, service: id, deliveryId: id }));
    await database.insertInto('alertEpisodes').values(poisonous).execute();
    service.clock.advanceSeconds(60);
    const newer = { attempts: 0, receivedAt: clock.now(), nextAttemptAt: clock.now() };
    await database.updateTable('alertDeliveries').set(newer).where('id', '=', 'newer').execute();
    await placeStoredDeliveries(service.context);
    expect((await deliveries()).filter(({ status }) => status === 'processed')).toMatchObject([{ id: 'newer' }]);
  }, 60_000);

  it('let an alert that still fires have another chance when its sender repeats it', async () => {
    const queue = poison();
    await receive('aa');
    await service.context.database.updateTable('alertDeliveries').set({ status: 'dead' }).execute();
    queue.mockRestore();
    expect(await receive('aa')).toMatchObject({ duplicates: 1, incidentIds: [expect.any(String)] });
    expect(await incidents()).toHaveLength(1);
  });
});

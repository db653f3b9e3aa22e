import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachEngine } from '../../../test/engines.ts';
import { grafanaBody, sendGrafana } from '../../../test/notifications.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';

describeOnEachEngine('a signed notification that comes again', (engine) => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ location: await engine.newLocation() });
  });
  afterAll(() => service.close());
  beforeEach(() => emptyDatabase(service.context));

  const deliveries = () => service.context.database.selectFrom('alertDeliveries').selectAll().execute();
  const episodes = () => service.context.database.selectFrom('alertEpisodes').selectAll().execute();

  it('reopens nothing after the alert has ended', async () => {
    const firing = grafanaBody();
    const signedAt = service.clock.now();
    await sendGrafana(service.app, firing, signedAt);
    service.clock.advanceSeconds(60);
    const ended = grafanaBody([{ status: 'resolved', endsAt: service.clock.now().toISOString() }]);
    await sendGrafana(service.app, ended, service.clock.now());
    service.clock.advanceSeconds(120);
    const replayed = await sendGrafana(service.app, firing, signedAt);
    expect(replayed.statusCode).toBe(200);
    expect(replayed.json()).toEqual({ accepted: 0, duplicates: 1, incidentIds: [] });
    expect(await episodes()).toMatchObject([{ status: 'resolved' }]);
    expect(await deliveries()).toHaveLength(2);
    const { values } = await service.context.metrics.webhookDeliveries.get();
    expect(values).toContainEqual({ labels: { source: 'grafana', outcome: 'replayed' }, value: 1 });
  });

  it('at the same moment, as from two Grafana servers, is taken in once', async () => {
    const signedAt = service.clock.now();
    const copies = [0, 1, 2, 3].map(() => sendGrafana(service.app, grafanaBody(), signedAt));
    const answers = await Promise.all(copies);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(answers.map((answer) => answer.json().accepted).toSorted()).toEqual([0, 0, 0, 1]);
    expect(await deliveries()).toHaveLength(1);
  });

  it('is taken in when it was signed anew, and then tells that the alert fires again', async () => {
    await sendGrafana(service.app, grafanaBody(), service.clock.now());
    const ended = grafanaBody([{ status: 'resolved', endsAt: service.clock.now().toISOString() }]);
    await sendGrafana(service.app, ended, service.clock.now());
    service.clock.advanceSeconds(120);
    const again = await sendGrafana(service.app, grafanaBody(), service.clock.now());
    expect(again.json()).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(await episodes()).toMatchObject([{ status: 'firing' }]);
  });
});

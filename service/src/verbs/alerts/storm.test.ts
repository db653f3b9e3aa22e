import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnPostgres } from '../../../test/engines.ts';
import { alertmanagerBody, sendAlerts } from '../../../test/notifications.ts';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';

describeOnPostgres('a storm of overlapping notifications', (engine) => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ location: await engine.newLocation() });
  });
  afterAll(() => service.close());

  it('is taken in whole, whatever the order of alerts in each', async () => {
    for (let round = 0; round < 6; round += 1) {
      const alerts = Array.from({ length: 8 }, (_, index) => ({ fingerprint: `${round}-${index}` }));
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => {
          const rotated = [...alerts.slice(index), ...alerts.slice(0, index)];
          return sendAlerts(service.app, alertmanagerBody(index % 2 === 0 ? rotated : rotated.toReversed()));
        })
      );
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
      expect(answers.reduce((sum, answer) => sum + answer.json().accepted, 0)).toBe(8);
    }
    const deliveries = await service.context.database.selectFrom('alertDeliveries').selectAll().execute();
    expect(deliveries.filter(({ status }) => status !== 'processed')).toEqual([]);
    const incidents = await service.context.database.selectFrom('incidents').selectAll().execute();
    expect(incidents).toHaveLength(1);
  });
});

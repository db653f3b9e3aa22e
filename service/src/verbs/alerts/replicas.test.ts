import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnPostgres } from '../../../test/engines.ts';
import { alertmanagerBody, sendAlerts } from '../../../test/notifications.ts';
import { startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';

describeOnPostgres('two replicas', (engine) => {
  let replicas: TestService[];

  beforeAll(async () => {
    const location = await engine.newLocation();
    replicas = await Promise.all([startTestService({ location }), startTestService({ location })]);
  });
  afterAll(() => Promise.all(replicas.map((replica) => replica.close())));

  it('migrate one database at the same time, and open one incident for what both are told', async () => {
    const alerts = Array.from({ length: 6 }, (_, index) => ({ fingerprint: `alert-${index}` }));
    const receipts = await Promise.all(
      [...replicas, ...replicas].map(async ({ app }, index) => {
        const shuffled = index % 2 === 0 ? alerts : alerts.toReversed();
        return (await sendAlerts(app, alertmanagerBody(shuffled))).json();
      })
    );
    expect(receipts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(6);
    const jobs = replicas.flatMap(({ queue }) => queue.sent);
    expect(jobs).toHaveLength(1);
    const incidents = await replicas[0]!.context.database.selectFrom('incidents').selectAll().execute();
    expect(incidents).toHaveLength(1);
  });
});

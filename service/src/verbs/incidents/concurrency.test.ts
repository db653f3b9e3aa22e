import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newAnomaly } from '../../../test/anomalies.ts';
import { describeOnPostgres } from '../../../test/engines.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { findAnomaly, insertAnomaly } from '../../storage/repositories/anomalies.ts';
import { updateIncident } from '../../storage/repositories/incidents.ts';
import type { NewAnomaly } from '../../storage/schema.ts';
import { anomalyCandidate } from './candidate.ts';
import { changeIncident } from './change-incident.ts';
import { getIncident } from './get-incident.ts';
import { openOrJoinIncident } from './open-or-join-incident.ts';
import type { Placement } from './open-or-join-incident.ts';
import type { Resolution } from './resolve-incident.ts';

describeOnPostgres('joining an incident that somebody resolves at the same time', (engine) => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ location: await engine.newLocation() });
  });
  afterAll(() => service.close());
  beforeEach(() => emptyDatabase(service.context));

  async function place(changes: Partial<NewAnomaly> = {}): Promise<Placement | null> {
    const { context } = service;
    const row = newAnomaly({ onsetAt: service.clock.now(), ...changes });
    await insertAnomaly(context.database, row);
    const anomaly = await findAnomaly(context.database, row.id);
    return context.database
      .transaction()
      .execute((transaction) => openOrJoinIncident(context, transaction, anomalyCandidate(anomaly!)));
  }

  /** Places an anomaly while the resolution is written, but not committed. */
  async function placeDuring(
    incidentId: string,
    resolution: Resolution['reason'],
    changes: Partial<NewAnomaly>
  ): Promise<Placement | null> {
    const { context, clock } = service;
    let placing: Promise<Placement | null> | undefined;
    const resolvedAt = clock.now();
    await changeIncident(context, incidentId, { login: 'editor', channel: 'grafana' }, async ({ transaction }) => {
      await updateIncident(transaction, incidentId, {
        status: 'resolved',
        resolvedAt,
        resolvedBy: 'editor',
        resolution,
      });
      placing = place(changes);
      await expect.poll(waitingForLocks, { timeout: 5_000 }).toBe(1);
    });
    return placing!;
  }

  async function waitingForLocks(): Promise<number> {
    const { rows } = await sql<{ waiting: number }>`
      SELECT count(*) AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(service.context.database);
    return rows[0]?.waiting ?? 0;
  }

  it('opens a new one for another series, for the old one is over', async () => {
    const first = await place();
    const second = await placeDuring(first!.incidentId, 'fixed', { seriesKey: 'errors', kind: 'errors' });
    expect(second).toMatchObject({ outcome: 'opened' });
    expect(await getIncident(service.context.database, first!.incidentId)).toMatchObject({
      status: 'resolved',
      anomalyCount: 1,
    });
  });
  it('reopens it when it is the same series, which is not fixed then', async () => {
    const first = await place({ status: 'closed', endedAt: service.clock.now() });
    const second = await placeDuring(first!.incidentId, 'fixed', {});
    expect(second).toEqual({ incidentId: first!.incidentId, outcome: 'reopened' });
    expect(await getIncident(service.context.database, first!.incidentId)).toMatchObject({
      status: 'open',
      resolution: null,
      anomalyCount: 2,
    });
  });
});

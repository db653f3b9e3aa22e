import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newAnomaly } from '../../../test/anomalies.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { findAnomaly, insertAnomaly, updateAnomaly } from '../../storage/repositories/anomalies.ts';
import type { SavedAnomalies } from '../../detection/detection-store.ts';
import type { NewAnomaly } from '../../storage/schema.ts';
import { listTimeline } from '../../storage/repositories/timeline.ts';
import { placeAnomalies } from './place-anomalies.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({
    config: { detection: { stepSeconds: 5, rateWindowSeconds: 60 } },
    callGraph: () => [{ caller: 'orders', callee: 'payments', calls: 1, errors: 0 }],
  });
}, 60_000);
afterAll(() => service.close());
beforeEach(() => emptyDatabase(service.context));

const noChange: SavedAnomalies = { opened: [], worse: [], closed: [], ended: [] };
const place = (saved: Partial<SavedAnomalies> = {}) =>
  service.context.database
    .transaction()
    .execute((transaction) => placeAnomalies(service.context, transaction, { ...noChange, ...saved }));

async function seen(changes: Partial<NewAnomaly>, secondsAgo: number): Promise<string> {
  const onsetAt = new Date(service.clock.now().getTime() - secondsAgo * 1000);
  const row = newAnomaly({ onsetAt, detectedAt: onsetAt, ...changes });
  await insertAnomaly(service.context.database, row);
  return row.id;
}

const incidentOf = async (id: string) => (await findAnomaly(service.context.database, id))?.incidentId ?? null;

describe('an anomaly opens an incident', () => {
  it('at once when it is critical', async () => {
    const id = await seen({ severity: 'critical' }, 5);
    await place();
    expect(await incidentOf(id)).not.toBeNull();
  });

  it('when it outlasts the rate window, and not before', async () => {
    const id = await seen({ severity: 'high' }, 20);
    await place();
    expect(await incidentOf(id)).toBeNull();
    service.clock.advanceSeconds(60);
    await place();
    expect(await incidentOf(id)).not.toBeNull();
  });

  it('at once when traffic is missing, which no burst explains', async () => {
    const missing = await seen({ severity: 'high', kind: 'traffic', value: 1, lower: 4, seriesKey: 'a' }, 10);
    const surge = await seen(
      { severity: 'high', kind: 'traffic', value: 9, lower: 4, service: 'catalog', seriesKey: 'b' },
      10
    );
    await place();
    expect(await incidentOf(missing)).not.toBeNull();
    expect(await incidentOf(surge)).toBeNull();
  });

  it('never when the methods disagree', async () => {
    const id = await seen({ severity: 'critical', agreed: false }, 600);
    await place();
    expect(await incidentOf(id)).toBeNull();
  });
});

it('lets a young anomaly join the incident of a service that it calls', async () => {
  const cause = await seen({ severity: 'critical' }, 20);
  const effect = await seen({ service: 'orders', seriesKey: 'orders', severity: 'high', agreed: false }, 10);
  await place();
  expect(await incidentOf(effect)).toBe(await incidentOf(cause));
});

it('raises the incident when a member gets worse, and notes that one has ended', async () => {
  const id = await seen({ severity: 'high' }, 600);
  await place();
  const incidentId = (await incidentOf(id)) ?? '';
  await updateAnomaly(service.context.database, id, { severity: 'critical' });
  await place({ worse: [id] });
  await updateAnomaly(service.context.database, id, { status: 'closed', endedAt: service.clock.now() });
  await place({ closed: [id] });
  const types = (await listTimeline(service.context.database, incidentId)).map(({ type }) => type);
  expect(types).toEqual(['opened', 'severity-changed', 'member-ended']);
});

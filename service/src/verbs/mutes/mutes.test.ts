import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newAnomaly } from '../../../test/anomalies.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { toJson } from '../../storage/json.ts';
import { findAnomaly, insertAnomaly, updateAnomaly } from '../../storage/repositories/anomalies.ts';
import { listAudit } from '../../storage/repositories/detector-audit.ts';
import { saveSeriesStates } from '../../storage/repositories/series-state.ts';
import { placeAnomalies } from '../anomalies/place-anomalies.ts';
import { giveVerdict } from '../feedback/give-verdict.ts';
import { createMute } from './create-mute.ts';
import { endMute } from './end-mute.ts';
import { listMutes } from './list-mutes.ts';

let service: TestService;
const seriesKey = 'latency{service="payments"}';

beforeAll(async () => {
  service = await startTestService();
  await saveSeriesStates(service.context.database, [
    {
      seriesKey,
      detectorId: 'latency',
      service: 'payments',
      labels: toJson({ service: 'payments' }),
      lastTimestamp: null,
      lastScore: null,
      lastValue: null,
    },
  ]);
}, 60_000);
afterAll(() => service.close());
beforeEach(async () => {
  await emptyDatabase(service.context);
  for (const table of ['mutes', 'acceptedLevels', 'detectorPriorities', 'detectorAudit'] as const) {
    await service.context.database.deleteFrom(table).execute();
  }
});

async function critical(): Promise<string> {
  const row = newAnomaly({ severity: 'critical', onsetAt: service.clock.now(), detectedAt: service.clock.now() });
  await insertAnomaly(service.context.database, row);
  return row.id;
}

const place = () =>
  service.context.database
    .transaction()
    .execute((transaction) =>
      placeAnomalies(service.context, transaction, { opened: [], worse: [], closed: [], ended: [] })
    );

const anomaly = (id: string) => findAnomaly(service.context.database, id);
const inSeconds = (seconds: number) => new Date(service.clock.now().getTime() + seconds * 1000).toISOString();
const mutedFor = (seconds: number) =>
  createMute(service.context, 'ada', { scope: 'series', seriesKey, reason: 'load test', until: inSeconds(seconds) });

describe('a muted anomaly', () => {
  it('is recorded and marked, opens no incident, and does so once the mute has expired', async () => {
    const { id: muteId, until } = await mutedFor(600);
    const id = await critical();
    expect(await place()).toBe(0);
    expect(await anomaly(id)).toMatchObject({
      incidentId: null,
      mute: { id: muteId, actor: 'ada', reason: 'load test', until },
    });
    service.clock.advanceSeconds(601);
    expect(await place()).toBe(1);
    expect((await anomaly(id))?.mute).toBeNull();
  });

  it('is marked at once when it is open already, and free again when somebody lifts the mute', async () => {
    const id = await critical();
    const { id: muteId } = await mutedFor(600);
    expect((await anomaly(id))?.mute?.id).toBe(muteId);
    const ended = await endMute(service.context, muteId, 'grace');
    expect(ended).toMatchObject({ endedBy: 'grace', inForce: false });
    expect((await anomaly(id))?.mute).toBeNull();
    expect(await place()).toBe(1);
  });

  it('keeps its mark when it has ended: that it was muted is part of what happened', async () => {
    const id = await critical();
    await mutedFor(60);
    await updateAnomaly(service.context.database, id, { status: 'closed', endedAt: service.clock.now() });
    service.clock.advanceSeconds(120);
    await place();
    expect((await anomaly(id))?.mute).not.toBeNull();
  });

  it('can be one of a detector at a service', async () => {
    const request = { scope: 'service', detectorId: 'latency', service: 'payments' } as const;
    await createMute(service.context, 'ada', { ...request, reason: 'migration', until: inSeconds(60) });
    const id = await critical();
    await place();
    expect(await anomaly(id)).toMatchObject({ incidentId: null, mute: { reason: 'migration' } });
  });
});

it('lists who muted what, why and until when, and who lifted it; with audit lines', async () => {
  const { id } = await mutedFor(600);
  await endMute(service.context, id, 'grace');
  service.clock.advanceSeconds(1);
  await mutedFor(300);
  const all = await listMutes(service.context, { inForce: false, limit: 10 });
  expect(all.items).toMatchObject([
    { inForce: true, createdBy: 'ada', reason: 'load test', endedBy: null },
    { inForce: false, createdBy: 'ada', endedBy: 'grace' },
  ]);
  const inForce = await listMutes(service.context, { inForce: true, limit: 10 });
  expect(inForce.items).toHaveLength(1);
  const audit = await listAudit(service.context.database, 'latency', 10);
  expect(audit.map(({ actor, from, to }) => [actor, from, to])).toEqual([
    ['ada', 'heard', 'muted'],
    ['grace', 'muted', 'heard'],
    ['ada', 'heard', 'muted'],
  ]);
});

describe('is refused', () => {
  it.each([
    ['an end in the past', -1, 'lies in the past'],
    ['an end that is too far off', 366 * 86_400, 'is more than 365 days away'],
  ])('%s', async (_what, seconds, message) => {
    await expect(mutedFor(seconds)).rejects.toMatchObject({
      code: 'invalid-request',
      errors: [{ field: 'until', message }],
    });
  });

  it('a series that nothing watches', async () => {
    const request = { scope: 'series', seriesKey: 'nope', reason: 'why not', until: inSeconds(60) } as const;
    await expect(createMute(service.context, 'ada', request)).rejects.toMatchObject({ code: 'not-found' });
    const elsewhere = { ...request, scope: 'service', detectorId: 'latency', service: 'nowhere' } as const;
    await expect(createMute(service.context, 'ada', elsewhere)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('lifting what is not there, or has ended', async () => {
    await expect(endMute(service.context, 'nope', 'ada')).rejects.toMatchObject({ code: 'not-found' });
    const { id } = await mutedFor(60);
    service.clock.advanceSeconds(61);
    await expect(endMute(service.context, id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('what people said of anomalies', () => {
  it('keeps an accepted level out of incidents, and lets in what goes further', async () => {
    const known = await critical();
    await giveVerdict(service.context, known, 'ada', { verdict: 'known' });
    expect(await place()).toBe(0);
    await updateAnomaly(service.context.database, known, { value: 40 });
    expect(await place()).toBe(1);
  });

  it('makes a ticket of what a demoted detector found, until something joins that may page', async () => {
    const { database } = service.context;
    await database.insertInto('detectorPriorities').values({ detectorId: 'latency', priority: 'ticket' }).execute();
    const id = await critical();
    expect(await place()).toBe(1);
    const { incidentId } = (await anomaly(id))!;
    const priority = async () =>
      (await database.selectFrom('incidents').selectAll().where('id', '=', incidentId).executeTakeFirstOrThrow())
        .priority;
    expect(await priority()).toBe('ticket');
    await insertAnomaly(
      database,
      newAnomaly({ detectorId: 'errors', seriesKey: 'errors{}', severity: 'critical', onsetAt: service.clock.now() })
    );
    await place();
    expect(await priority()).toBe('page');
    const timeline = await database.selectFrom('timelineEvents').selectAll().orderBy('sequence').execute();
    expect(timeline.at(-1)).toMatchObject({
      type: 'priority-changed',
      message: 'from ticket to page, because of Latency p99',
    });
  });
});

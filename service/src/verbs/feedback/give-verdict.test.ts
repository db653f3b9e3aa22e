import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerdictKind } from '@vigil/contract';
import { newAnomaly } from '../../../test/anomalies.ts';
import { emptyDatabase, startTestService } from '../../../test/service-harness.ts';
import type { TestService } from '../../../test/service-harness.ts';
import { listAcceptedLevels } from '../../storage/repositories/accepted-levels.ts';
import { findAnomaly, insertAnomaly } from '../../storage/repositories/anomalies.ts';
import { listAudit } from '../../storage/repositories/detector-audit.ts';
import type { NewAnomaly } from '../../storage/schema.ts';
import { giveVerdict } from './give-verdict.ts';
import { readStandings } from './read-standings.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
}, 60_000);
afterAll(() => service.close());
beforeEach(async () => {
  await emptyDatabase(service.context);
  for (const table of ['acceptedLevels', 'detectorPriorities', 'detectorAudit'] as const) {
    await service.context.database.deleteFrom(table).execute();
  }
});

async function seen(changes: Partial<NewAnomaly> = {}): Promise<string> {
  const detectedAt = service.clock.now();
  const row = newAnomaly({ detectedAt, status: 'closed', endedAt: detectedAt, ...changes });
  await insertAnomaly(service.context.database, row);
  return row.id;
}

const judge = (id: string, verdict: VerdictKind, note = '', actor = 'ada') =>
  giveVerdict(service.context, id, actor, { verdict, note });

async function judgeMany(verdict: VerdictKind, count: number): Promise<void> {
  for (let judged = 0; judged < count; judged += 1) {
    await judge(await seen(), verdict);
  }
}

const standing = async () => (await readStandings(service.context))('latency');

it('keeps every verdict with who gave it and when; the newest holds', async () => {
  const id = await seen();
  await judge(id, 'noise', 'a backup');
  service.clock.advanceSeconds(60);
  const history = await judge(id, 'real', 'no, it was us', 'grace');
  expect(history).toMatchObject([
    { verdict: 'real', note: 'no, it was us', actor: 'grace' },
    { verdict: 'noise', note: 'a backup', actor: 'ada' },
  ]);
  expect(Date.parse(history[0]!.at) - Date.parse(history[1]!.at)).toBe(60_000);
  expect((await findAnomaly(service.context.database, id))?.verdict).toBe('real');
  expect((await standing()).precision).toMatchObject({ real: 1, noise: 0, precision: 1 });
});

it('refuses a verdict on an anomaly that does not exist', async () => {
  await expect(judge('nope', 'real')).rejects.toMatchObject({ code: 'not-found' });
});

describe('a detector', () => {
  it('is demoted when the evidence is strong, promoted on evidence, and says why', async () => {
    await judgeMany('noise', 4);
    expect((await standing()).priority).toBe('page');
    await judgeMany('noise', 1);
    expect(await standing()).toMatchObject({ priority: 'ticket', precision: { precision: 0, noise: 5 } });
    await judgeMany('real', 4);
    expect((await standing()).priority).toBe('ticket');
    await judgeMany('real', 1);
    expect((await standing()).priority).toBe('page');
    expect(await listAudit(service.context.database, 'latency', 10)).toMatchObject([
      { from: 'ticket', to: 'page', actor: 'ada', evidence: expect.stringContaining('5 of 10 were real: 50 %') },
      { from: 'page', to: 'ticket', actor: 'ada', evidence: expect.stringContaining('interval 0 % to 43 %') },
    ]);
  });

  it('is not judged by what is known, nor by what was long ago', async () => {
    await judgeMany('known', 6);
    expect(await standing()).toMatchObject({ priority: 'page', precision: { known: 6, precision: null } });
    await judgeMany('noise', 3);
    service.clock.advanceSeconds(91 * 86_400);
    expect((await standing()).precision).toMatchObject({ noise: 0, precision: null });
  });

  it('does not answer for another', async () => {
    await judgeMany('noise', 5);
    expect((await readStandings(service.context))('errors')).toMatchObject({
      priority: 'page',
      precision: { noise: 0 },
    });
  });
});

describe('an anomaly that is called known', () => {
  it('has its level accepted, until somebody thinks otherwise', async () => {
    const id = await seen({ value: 2.3, expected: 0.2, lower: 0.1, upper: 0.3 });
    await judge(id, 'known', 'more customers');
    const [level] = await listAcceptedLevels(service.context.database);
    expect(level).toMatchObject({ anomalyId: id, lowest: 0.3, actor: 'ada', note: 'more customers' });
    expect(level?.highest).toBeCloseTo(3.3, 10);
    await judge(id, 'known', 'said twice');
    expect(await listAcceptedLevels(service.context.database)).toMatchObject([{ note: 'said twice' }]);
    await judge(id, 'real');
    expect(await listAcceptedLevels(service.context.database)).toEqual([]);
    const audit = await listAudit(service.context.database, 'latency', 10);
    expect(audit.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'accepted → unexpected',
      'unexpected → accepted',
      'unexpected → accepted',
    ]);
  });
});

it('weighs verdicts that are given at the same time one after the other', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => seen()));
  await Promise.all(ids.map((id) => judge(id, 'noise')));
  expect((await standing()).priority).toBe('ticket');
  expect(await listAudit(service.context.database, 'latency', 10)).toHaveLength(1);
});

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachEngine } from '../../../test/engines.ts';
import { openDatabase } from '../database.ts';
import type { OpenedDatabase } from '../database.ts';
import { listLiveReplicas, renewReplica } from './replicas.ts';
import { addMissingShards, advanceShards, claimShards, listShards, releaseShards } from './scoring-shards.ts';

const at = (seconds: number): Date => new Date(Date.parse('2026-03-02T10:00:00Z') + seconds * 1000);
const detectors = Array.from({ length: 12 }, (_, index) => ({ id: `detector-${index}`, scoredThrough: at(0) }));

describeOnEachEngine('scoring shards', (engine) => {
  let opened: OpenedDatabase;

  beforeAll(async () => {
    opened = await openDatabase(await engine.newLocation());
  }, 120_000);
  afterAll(() => opened.close());
  beforeEach(async () => {
    await opened.database.deleteFrom('scoringShards').execute();
    await opened.database.deleteFrom('replicas').execute();
    await Promise.all(['a', 'b', 'c'].map(enter));
  });

  const enter = (id: string): Promise<void> =>
    renewReplica(
      opened.database,
      { id, name: id, startedAt: at(0), state: 'ok', since: at(0), message: '', failing: '[]', scoredAt: null },
      60
    );
  const idsOf = async (): Promise<string[]> => (await listShards(opened.database)).map(({ id }) => id);
  const owners = async () => (await listShards(opened.database)).map(({ owner, isFree }) => [owner, isFree]);

  it('are made once per detector, whoever knows it first', async () => {
    await Promise.all([1, 2, 3].map(() => addMissingShards(opened.database, detectors)));
    expect(await idsOf()).toHaveLength(12);
  });

  it('go to one owner each, although all want all of them at once', async () => {
    await addMissingShards(opened.database, detectors);
    const ids = await idsOf();
    const claimed = await Promise.all(['a', 'b', 'c'].map((id) => claimShards(opened.database, id, ids)));
    expect(claimed.flat().sort()).toEqual(ids.toSorted());
  });

  it('are free again when their owner gives them up or its lease has run out', async () => {
    await addMissingShards(opened.database, detectors.slice(0, 2));
    const [first = '', second = ''] = await idsOf();
    await claimShards(opened.database, 'a', [first]);
    await claimShards(opened.database, 'b', [second]);
    expect(await claimShards(opened.database, 'c', [first, second])).toEqual([]);
    await releaseShards(opened.database, 'a', [first, second]);
    expect(await owners()).toEqual([
      [null, true],
      ['b', false],
    ]);
    await sql`UPDATE replicas SET lease_until = now() - interval '1 second' WHERE id = 'b'`.execute(opened.database);
    expect((await listLiveReplicas(opened.database)).map(({ id }) => id)).toEqual(['a', 'c']);
    expect((await claimShards(opened.database, 'c', [first, second])).sort()).toEqual([first, second].sort());
  });

  it('are advanced by their owner only, and by none that owned them before', async () => {
    await addMissingShards(opened.database, detectors.slice(0, 1));
    const [id = ''] = await idsOf();
    const advance = (owner: string, fencing: number, seconds: number) =>
      advanceShards(opened.database, owner, [{ id, fencing, scoredThrough: at(seconds), series: 1, trained: 1 }]);
    await claimShards(opened.database, 'a', [id]);
    expect([...(await advance('a', 1, 15))]).toEqual([id]);
    await releaseShards(opened.database, 'a', [id]);
    await claimShards(opened.database, 'b', [id]);
    await releaseShards(opened.database, 'b', [id]);
    await claimShards(opened.database, 'a', [id]);
    expect([...(await advance('b', 2, 30)), ...(await advance('a', 1, 30))]).toEqual([]);
    expect(await listShards(opened.database)).toMatchObject([{ scoredThrough: at(15), fencing: 3 }]);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { newAnomaly } from '../../test/anomalies.ts';
import { describeOnEachEngine } from '../../test/engines.ts';
import { openDatabase } from './database.ts';
import type { OpenedDatabase } from './database.ts';
import { toJson } from './json.ts';
import { InvalidCursorError } from './paging.ts';
import { countAnomalies, findAnomaly, insertAnomaly, listAnomalies } from './repositories/anomalies.ts';
import { listSeriesStates, saveSeriesStates } from './repositories/series-state.ts';
import type { NewAnomaly } from './schema.ts';

function anomaly(id: string, changes: Partial<NewAnomaly> = {}): NewAnomaly {
  const explanation = toJson({ summary: '100% "slow"', model: 'ensemble', confidence: 1, features: [] });
  return newAnomaly({ id, seriesKey: `latency{service="${id}"}`, explanation, ...changes });
}

describeOnEachEngine('storage', (engine) => {
  let opened: OpenedDatabase;

  beforeAll(async () => {
    opened = await openDatabase(await engine.newLocation());
  });
  afterAll(() => opened.close());

  it('gives back numbers, instants and JSON as they went in', async () => {
    await insertAnomaly(opened.database, anomaly('exact', { peakScore: 0.1 + 0.2, upper: 1e-320 }));
    const row = await findAnomaly(opened.database, 'exact');
    expect(row?.peakScore).toBe(0.1 + 0.2);
    expect(row?.upper).toBe(1e-320);
    expect(row?.onsetAt).toEqual(new Date('2026-03-02T10:00:00.123Z'));
    expect(row?.labels).toEqual({ service: 'payments' });
    expect(await countAnomalies(opened.database, {})).toBe(1);
  });

  it('stores text that a column cannot hold as near as it can', async () => {
    const labels = { ['na\0me']: 'a\0b', half: '\ud800', list: 'ok' };
    await insertAnomaly(opened.database, anomaly('odd', { labels: toJson(labels) }));
    const row = await findAnomaly(opened.database, 'odd');
    expect(row?.labels).toEqual({ ['na\uFFFDme']: 'a\uFFFDb', half: '\uFFFD', list: 'ok' });
  });

  it('refuses a second open anomaly of one series', async () => {
    await expect(
      insertAnomaly(opened.database, anomaly('twice', { seriesKey: 'latency{service="odd"}' }))
    ).rejects.toThrow(/anomalies_one_open_per_series/);
  });

  it('pages without losing or repeating rows that are equal in the sort order', async () => {
    await opened.database.deleteFrom('anomalies').execute();
    const ids = Array.from({ length: 25 }, (_, index) => `page-${String(index).padStart(2, '0')}`);
    for (const [index, id] of ids.entries()) {
      await insertAnomaly(opened.database, anomaly(id, { peakScore: index % 3 }));
    }
    for (const order of ['detectedAt', 'peakScore'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listAnomalies(opened.database, {}, { limit: 7, cursor }, order);
        expect(page.total).toBe(25);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.toSorted()).toEqual(ids);
    }
  });

  it('refuses a cursor of another order or made up', async () => {
    const { nextCursor } = await listAnomalies(opened.database, {}, { limit: 1 });
    const elsewhere = listAnomalies(opened.database, {}, { limit: 1, cursor: nextCursor ?? '' }, 'peakScore');
    await expect(elsewhere).rejects.toThrow(InvalidCursorError);
    await expect(listAnomalies(opened.database, {}, { limit: 1, cursor: 'bm9wZQ' })).rejects.toThrow(
      InvalidCursorError
    );
  });

  it('finds by the letter, also where letters have a meaning in patterns', async () => {
    const found = async (q: string) => countAnomalies(opened.database, { q });
    expect(await found('100% "')).toBe(25);
    expect(await found('100_')).toBe(0);
    expect(await found('LATENCY')).toBe(25);
    expect(await found('\\')).toBe(0);
  });

  it('keeps anomalies that were open at some time of a span', async () => {
    await opened.database.deleteFrom('anomalies').execute();
    const endedAt = new Date('2026-03-02T10:10:00.000Z');
    await insertAnomaly(opened.database, anomaly('ended', { endedAt, status: 'closed' }));
    const inSpan = (from: string, to: string) =>
      countAnomalies(opened.database, { from: new Date(from), to: new Date(to) });
    expect(await inSpan('2026-03-02T10:05:00Z', '2026-03-02T10:06:00Z')).toBe(1);
    expect(await inSpan('2026-03-02T10:11:00Z', '2026-03-02T10:12:00Z')).toBe(0);
    expect(await inSpan('2026-03-02T09:00:00Z', '2026-03-02T09:59:59Z')).toBe(0);
  });

  it('saves the state of more series than one statement takes', async () => {
    const state = (index: number, lastScore: number | null) => ({
      seriesKey: `series-${String(index).padStart(5, '0')}`,
      detectorId: 'latency',
      service: 'payments',
      labels: '{}',
      lastTimestamp: new Date('2026-03-02T10:00:00Z'),
      lastScore,
      lastValue: null,
    });
    const indices = Array.from({ length: 2500 }, (_, index) => index);
    await saveSeriesStates(
      opened.database,
      indices.map((index) => state(index, null))
    );
    await saveSeriesStates(
      opened.database,
      indices.map((index) => state(index, index))
    );
    const stored = await listSeriesStates(opened.database, 'latency');
    expect(stored.map(({ lastScore }) => lastScore)).toEqual(indices);
  });

  it('undoes everything of a transaction that fails, and goes on', async () => {
    const failing = opened.database.transaction().execute(async (transaction) => {
      await insertAnomaly(transaction, anomaly('undone'));
      await insertAnomaly(transaction, anomaly('undone'));
    });
    await expect(failing).rejects.toThrow();
    expect(await findAnomaly(opened.database, 'undone')).toBeUndefined();
  });
});

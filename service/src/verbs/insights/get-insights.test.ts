import { afterAll, beforeAll, expect, it } from 'vitest';
import { detectionOf } from '../../../test/goldens/detection-context.ts';
import { openDatabase } from '../../storage/database.ts';
import type { OpenedDatabase } from '../../storage/database.ts';
import { insertIncident } from '../../storage/repositories/incidents.ts';
import type { IncidentRow } from '../../storage/schema.ts';
import { getInsights } from './get-insights.ts';

let opened: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
}, 60_000);
afterAll(() => opened.close());

async function incidents(status: 'open' | 'acknowledged', isTest: boolean, count: number): Promise<void> {
  const now = new Date('2026-03-02T10:00:00.000Z');
  const shared = {
    status,
    isTest,
    title: 'orders: slow',
    severity: 'high',
    service: 'orders',
    suspects: '[]',
  } as const;
  const times = { openedAt: now, startedAt: now, lastActivityAt: now, quietSince: null, resolvedAt: null };
  const nobody: Pick<IncidentRow, 'acknowledgedAt' | 'acknowledgedBy' | 'resolvedBy' | 'resolution'> = {
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedBy: null,
    resolution: null,
  };
  for (let index = 0; index < count; index += 1) {
    const id = `${status}-${isTest}-${index}`;
    await insertIncident(opened.database, { ...shared, ...times, ...nobody, id, investigationId: null });
  }
}

it('counts all incidents that are not resolved, lists the newest of them, and does neither for tests', async () => {
  await incidents('open', false, 25);
  await incidents('acknowledged', false, 2);
  await incidents('open', true, 3);
  await incidents('acknowledged', true, 1);
  const { openIncidentCount, acknowledgedIncidentCount, openIncidents } = await getInsights(
    detectionOf(opened.database, { orders: [1] }).context
  );
  expect({ openIncidentCount, acknowledgedIncidentCount }).toEqual({
    openIncidentCount: 25,
    acknowledgedIncidentCount: 2,
  });
  expect(openIncidents).toHaveLength(22);
  expect(openIncidents.filter(({ isTest }) => isTest)).toEqual([]);
});

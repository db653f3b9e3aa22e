import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../storage/database.ts';
import type { OpenedDatabase } from '../storage/database.ts';
import { createSourceHealth } from '../telemetry/source-health.ts';
import type { CallEdge, TracesSource } from '../telemetry/telemetry.ts';
import { createTopology } from './topology.ts';

let opened: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
}, 120_000);
afterAll(() => opened.close());

function tracesWith(edges: () => Promise<CallEdge[]>): TracesSource & { asked: number } {
  const source = {
    asked: 0,
    health: createSourceHealth(),
    services: () => Promise.resolve([]),
    search: () => Promise.resolve([]),
    dependencies: () => {
      source.asked += 1;
      return edges();
    },
    probe: () => Promise.resolve(),
  };
  return source;
}

it('is read by one replica for all of them, also for one without a source and after a restart', async () => {
  const { database } = opened;
  const edge = { caller: 'orders', callee: 'payments', calls: 3, errors: 1 };
  const [first, second] = [tracesWith(() => Promise.resolve([edge])), tracesWith(() => Promise.resolve([]))];
  const reader = createTopology({ database, traces: first });
  const others = [second, null].map((traces) => createTopology({ database, traces }));
  for (const topology of [reader, ...others, reader]) {
    await topology.refresh(60_000);
    expect(topology.current()).toEqual([edge]);
  }
  expect([first.asked, second.asked]).toEqual([2, 0]);
});

it('stays as it is known while the source fails', async () => {
  const { database } = opened;
  await database.deleteFrom('leases').execute();
  const topology = createTopology({ database, traces: tracesWith(() => Promise.reject(new Error('down'))) });
  await expect(topology.refresh(120_000)).rejects.toThrow('down');
  expect(topology.current()).toHaveLength(1);
});

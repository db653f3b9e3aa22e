import { randomUUID } from 'node:crypto';
import type { Database } from '../storage/database.ts';
import { holdLease } from '../storage/repositories/leases.ts';

/** Makes work of every replica's clock that only one of them does, another when that one is gone. */
export function onOneReplica(
  database: Database,
  name: string,
  leaseMs: number,
  work: () => Promise<void>
): () => Promise<void> {
  const holder = randomUUID();
  return async () => {
    if (await holdLease(database, name, holder, leaseMs / 1000)) {
      await work();
    }
  };
}

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../database.ts';
import type { OpenedDatabase } from '../database.ts';
import { holdLease, releaseLease } from './leases.ts';

let opened: OpenedDatabase;

beforeAll(async () => {
  opened = await openDatabase({ kind: 'memory' });
}, 60_000);
afterAll(() => opened.close());

it('is held by one at a time, renewed by its holder, and taken over when it was let go or ran out', async () => {
  const { database } = opened;
  expect(await holdLease(database, 'scoring', 'first', 60)).toBe(true);
  expect(await holdLease(database, 'scoring', 'second', 60)).toBe(false);
  expect(await holdLease(database, 'scoring', 'first', 60)).toBe(true);
  await releaseLease(database, 'scoring', 'second');
  expect(await holdLease(database, 'scoring', 'second', 60)).toBe(false);
  await releaseLease(database, 'scoring', 'first');
  expect(await holdLease(database, 'scoring', 'second', 60)).toBe(true);
  await sql`UPDATE leases SET expires_at = now() - interval '1 second'`.execute(database);
  expect(await holdLease(database, 'scoring', 'first', 60)).toBe(true);
});

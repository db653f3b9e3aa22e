import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeOnEachEngine } from '../../test/engines.ts';
import { openDatabase } from '../storage/database.ts';
import type { OpenedDatabase } from '../storage/database.ts';
import { investigateJob } from './investigate.job.ts';
import { startQueue } from './queue.ts';
import type { JobDefinition, JobQueue } from './queue.ts';

const silent = pino({ level: 'silent' });
const countJob: JobDefinition<{ number: number }> = {
  name: 'count',
  payload: z.object({ number: z.number() }),
  options: { retryLimit: 2, retryDelay: 0 },
};
const flakyJob: JobDefinition<{ name: string }> = {
  name: 'flaky',
  payload: z.object({ name: z.string() }),
  options: { retryLimit: 1, retryDelay: 1 },
};

const burstJob: JobDefinition<{ name: string }> = { name: 'burst', payload: z.object({ name: z.string() }) };

describeOnEachEngine('the job queue', (engine) => {
  let opened: OpenedDatabase;
  let queue: JobQueue;

  beforeAll(async () => {
    opened = await openDatabase(await engine.newLocation());
    queue = await startQueue(opened.queueBackend, [countJob, flakyJob, burstJob], silent);
  });
  afterAll(async () => {
    await queue.stop(1000);
    await opened.close();
  });

  it('runs a job if and only if the transaction that sent it commits', async () => {
    const { database } = opened;
    // The very first sends are inside a transaction: they must not need a second connection.
    await database.transaction().execute((transaction) => queue.enqueue(transaction, countJob, { number: 1 }));
    const failing = database.transaction().execute(async (transaction) => {
      await queue.enqueue(transaction, countJob, { number: 2 });
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await queue.enqueue(database, countJob, { number: 3 });
    const seen: number[] = [];
    await queue.work(countJob, async ({ number }) => {
      seen.push(number);
    });
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual([1, 3]);
  });

  it('runs one job of a burst at once and one after it, whatever the transactions they were sent in', async () => {
    const debounced = { singletonKey: 'incident', debounceSeconds: 3600 };
    const send = (key = debounced.singletonKey) =>
      opened.database
        .transaction()
        .execute((transaction) =>
          queue.enqueue(transaction, burstJob, { name: key }, { ...debounced, singletonKey: key })
        );
    const sent = [await send(), await send(), await send(), await send('another')];
    expect(sent.map((id) => id !== null)).toEqual([true, true, false, true]);
    const seen: string[] = [];
    await queue.work(burstJob, async ({ name }) => {
      seen.push(name);
    });
    await expect.poll(() => seen.toSorted(), { timeout: 10_000 }).toEqual(['another', 'incident']);
  });

  it('tries a failed job again', async () => {
    const attempts: string[] = [];
    await queue.work(flakyJob, async ({ name }) => {
      attempts.push(name);
      if (attempts.length === 1) {
        throw new Error('the first attempt fails');
      }
    });
    await queue.enqueue(opened.database, flakyJob, { name: 'again' });
    await expect.poll(() => attempts, { timeout: 30_000 }).toEqual(['again', 'again']);
  }, 40_000);

  it('answers whether it works', async () => {
    await expect(queue.check()).resolves.toBeUndefined();
  });
});

describe('a process that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-killed-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('loses no committed job, leaves no lock, and lets nobody in beside it while it lives', async () => {
    const program = new URL('../../test/programs/enqueue-and-wait.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface(child.stdout), 'line');
    expect(line).toBe('enqueued');
    await expect(openDatabase({ kind: 'directory', path: folder })).rejects.toThrow(/in use by another Vigil process/);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const opened = await openDatabase({ kind: 'directory', path: folder });
    const queue = await startQueue(opened.queueBackend, [investigateJob], silent);
    const seen: string[] = [];
    await queue.work(investigateJob, async ({ incidentId }) => {
      seen.push(incidentId);
    });
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual(['survivor']);
    await queue.stop(1000);
    await opened.close();
  }, 60_000);
});

import { randomUUID } from 'node:crypto';
import { fromKysely, fromPglite, PgBoss } from 'pg-boss';
import type { ConstructorOptions, QueueOptions, SendOptions } from 'pg-boss';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Executor, QueueBackend } from '../storage/database.ts';

/** A kind of background work: its queue, the shape of its payload, and how it is tried again. */
export interface JobDefinition<Payload extends object = object> {
  name: string;
  payload: z.ZodType<Payload>;
  options?: QueueOptions & { policy?: string };
}

export interface JobSendOptions {
  singletonKey?: string;
  startAfter?: Date;
  /** Of many with one singletonKey in so short a time, the first runs now and one more when that time is over. */
  debounceSeconds?: number;
}

export interface JobQueue {
  /** Part of the caller's transaction: the job exists if and only if that commits. Null when an equal one waits. */
  enqueue<Payload extends object>(
    executor: Executor,
    job: JobDefinition<Payload>,
    payload: Payload,
    options?: JobSendOptions
  ): Promise<string | null>;
  /** Runs jobs one at a time; a rejected promise makes the queue try again as the job's options say. */
  work<Payload extends object>(
    job: JobDefinition<Payload>,
    handler: (payload: Payload, signal: AbortSignal) => Promise<void>
  ): Promise<void>;
  /**
   * Sends the job again and again, on one replica only; `cron` has minutes as its finest unit, in UTC. What was missed
   * while nothing ran is made up for by one job.
   */
  schedule<Payload extends object>(job: JobDefinition<Payload>, cron: string, payload: Payload): Promise<void>;
  /** Throws when the queue's tables do not answer. */
  check(): Promise<void>;
  /** Waits for running jobs; what is not done in time is taken up again after the next start. */
  stop(timeoutMs: number): Promise<void>;
}

// A notified queue falls back to polling every 30 s, and retries are not notified.
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };

/** Starts the durable queue inside the database and creates the queues of these jobs. */
export async function startQueue(
  backend: QueueBackend,
  jobs: readonly JobDefinition[],
  logger: Pick<Logger, 'error' | 'warn'>
): Promise<JobQueue> {
  const boss = new PgBoss({ ...connectionOf(backend), schema: 'vigil_jobs', useListenNotify: true });
  boss.on('error', (error) => logger.error({ err: error }, 'job queue'));
  boss.on('warning', (warning) => logger.warn({ warning }, 'job queue'));
  await boss.start();
  for (const job of jobs) {
    await boss.createQueue(job.name, { notify: true, ...job.options });
    await boss.updateQueue(job.name, { notify: true, ...withoutPolicy(job.options) });
    // Fills the queue's place in a cache: sending inside a PGlite transaction has no connection left to look it up with.
    await boss.findJobs(job.name, { id: randomUUID() });
  }
  return queueOn(boss);
}

function queueOn(boss: PgBoss): JobQueue {
  return {
    enqueue: (executor, job, payload, { debounceSeconds, ...options } = {}) =>
      boss.send(job.name, payload, { ...options, ...debounceOf(debounceSeconds), db: fromKysely(executor) }),
    async work(job, handler) {
      await boss.work(job.name, polling, async (jobs) => {
        for (const { data, signal } of jobs) {
          await handler(job.payload.parse(data), signal);
        }
      });
    },
    schedule: (job, cron, payload) => boss.schedule(job.name, cron, payload, { tz: 'UTC', missed: 'once' }),
    async check() {
      await boss.schemaVersion();
    },
    stop: (timeoutMs) => boss.stop({ graceful: true, timeout: timeoutMs }),
  };
}

function debounceOf(seconds: number | undefined): SendOptions {
  return seconds === undefined ? {} : { singletonSeconds: seconds, singletonNextSlot: true };
}

function connectionOf(backend: QueueBackend): ConstructorOptions {
  return backend.kind === 'pglite'
    ? { db: fromPglite(backend.pglite), backend: 'pglite' }
    : { connectionString: backend.url, max: 4, application_name: 'vigil-queue' };
}

function withoutPolicy({ policy: _policy, ...options }: JobDefinition['options'] = {}): QueueOptions {
  return options;
}

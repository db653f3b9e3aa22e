import type { JobQueue, JobSendOptions } from '../src/jobs/queue.ts';

export interface RecordingQueue extends JobQueue {
  readonly sent: Array<{ job: string; payload: object }>;
  /** Of each job that was sent, in the same order. */
  readonly sentOptions: JobSendOptions[];
}

/** Remembers what was sent and runs nothing. */
export function recordingQueue(): RecordingQueue {
  const sent: RecordingQueue['sent'] = [];
  const sentOptions: RecordingQueue['sentOptions'] = [];
  return {
    sent,
    sentOptions,
    enqueue: async (_executor, job, payload, options = {}) => {
      sent.push({ job: job.name, payload });
      sentOptions.push(options);
      return String(sent.length);
    },
    work: async () => undefined,
    schedule: async () => undefined,
    check: async () => undefined,
    stop: async () => undefined,
  };
}

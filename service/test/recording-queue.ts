import type { JobQueue } from '../src/jobs/queue.ts';

export interface RecordingQueue extends JobQueue {
  readonly sent: Array<{ job: string; payload: object }>;
}

/** Remembers what was sent and runs nothing. */
export function recordingQueue(): RecordingQueue {
  const sent: RecordingQueue['sent'] = [];
  return {
    sent,
    enqueue: async (_executor, job, payload) => {
      sent.push({ job: job.name, payload });
      return String(sent.length);
    },
    work: async () => undefined,
    schedule: async () => undefined,
    check: async () => undefined,
    stop: async () => undefined,
  };
}

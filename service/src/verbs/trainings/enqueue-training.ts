import { randomUUID } from 'node:crypto';
import type { TrainingRun } from '@vigil/contract';
import type { JobQueue } from '../../jobs/queue.ts';
import { trainJob } from '../../jobs/train.job.ts';
import type { Executor } from '../../storage/database.ts';
import { insertTrainingRun } from '../../storage/repositories/training-runs.ts';

export interface TrainingOrder {
  /** Null for all detectors. */
  detectorId: string | null;
  trigger: TrainingRun['trigger'];
  requestedBy: string;
  requestedAt: Date;
  startAfter?: Date;
}

/** Sends a training to whichever replica is free, and answers its id; null while the same is waiting already. */
export async function enqueueTraining(
  transaction: Executor,
  queue: JobQueue,
  { startAfter, ...order }: TrainingOrder
): Promise<string | null> {
  const id = randomUUID();
  const singletonKey = order.detectorId ?? '*';
  const payload = { detectorId: order.detectorId, runId: id };
  const jobId = await queue.enqueue(transaction, trainJob, payload, { singletonKey, startAfter });
  if (jobId === null) {
    return null;
  }
  await insertTrainingRun(transaction, { ...order, id });
  return id;
}

import type { TrainingRun } from '@vigil/contract';
import { notFound, ServiceError } from '../../errors.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import { findTrainingRun } from '../../storage/repositories/training-runs.ts';
import type { DetectionContext } from '../detection-context.ts';
import { noMetricsSource } from '../telemetry-problem.ts';
import { enqueueTraining } from '../trainings/enqueue-training.ts';

/** Has one detector, or all, learned anew soon. Throws `not-found`, and `conflict` while the same is already waiting. */
export async function requestTraining(
  { database, catalog, clock, telemetry, queue }: DetectionContext & { queue: JobQueue },
  { detectorId, requestedBy }: { detectorId: string | null; requestedBy: string }
): Promise<TrainingRun> {
  if (telemetry.metrics === null) {
    throw noMetricsSource();
  }
  if (detectorId !== null && catalog.find(detectorId) === undefined) {
    throw notFound('detector', detectorId);
  }
  return database.transaction().execute(async (transaction) => {
    const order = { detectorId, requestedBy, trigger: 'request', requestedAt: clock.now() } as const;
    const id = await enqueueTraining(transaction, queue, order);
    const run = id === null ? undefined : await findTrainingRun(transaction, id);
    if (run === undefined) {
      throw new ServiceError('conflict', 'the same training is waiting to be run already');
    }
    return run;
  });
}

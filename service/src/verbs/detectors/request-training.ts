import { notFound, ServiceError } from '../../errors.ts';
import { trainJob } from '../../jobs/train.job.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import type { DetectionContext } from '../detection-context.ts';
import { noMetricsSource } from '../telemetry-problem.ts';

/** Has one detector, or all, learned anew soon. Throws `not-found`, and `conflict` while the same is already waiting. */
export async function requestTraining(
  { database, catalog, telemetry, queue }: DetectionContext & { queue: JobQueue },
  detectorId: string | null
): Promise<{ jobId: string }> {
  if (telemetry.metrics === null) {
    throw noMetricsSource();
  }
  if (detectorId !== null && catalog.find(detectorId) === undefined) {
    throw notFound('detector', detectorId);
  }
  const singletonKey = detectorId ?? '*';
  const jobId = await queue.enqueue(database, trainJob, { detectorId }, { singletonKey });
  if (jobId === null) {
    throw new ServiceError('conflict', 'the same training is waiting to be run already');
  }
  return { jobId };
}

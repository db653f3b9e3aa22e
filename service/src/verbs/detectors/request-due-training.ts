import { trainJob } from '../../jobs/train.job.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import { listOldestTrainings } from '../../storage/repositories/models.ts';
import type { DetectionContext } from '../detection-context.ts';

/** Has the active detectors learned anew whose oldest model is due; by whichever replica is free. Answers which. */
export async function requestDueTraining(
  { database, catalog, clock, queue }: Pick<DetectionContext, 'database' | 'catalog' | 'clock'> & { queue: JobQueue },
  retrainHours: number
): Promise<string[]> {
  const dueBefore = clock.now().getTime() - retrainHours * 3_600_000;
  const due = (await listOldestTrainings(database))
    .filter(({ detectorId, oldest }) => catalog.fateOf(detectorId) === 'active' && oldest.getTime() <= dueBefore)
    .map(({ detectorId }) => detectorId);
  for (const detectorId of due) {
    await queue.enqueue(database, trainJob, { detectorId }, { singletonKey: detectorId });
  }
  return due;
}

import type { TrainingRun } from '@vigil/contract';
import type { JobQueue } from '../../jobs/queue.ts';
import { listOldestTrainings } from '../../storage/repositories/models.ts';
import { listDetectorsInTraining } from '../../storage/repositories/training-runs.ts';
import type { DetectionContext } from '../detection-context.ts';
import { enqueueTraining } from '../trainings/enqueue-training.ts';

type DueContext = Pick<DetectionContext, 'database' | 'catalog' | 'clock'> & { queue: JobQueue };

export interface DueTraining {
  /** Detectors whose oldest model is older than this are learned anew. */
  olderThanHours: number;
  trigger: TrainingRun['trigger'];
  /** Detectors to leave alone. */
  except?: ReadonlySet<string>;
}

/** Between two of them, so that many detectors that are due at once do not come down on the metrics source together. */
const staggerMs = 5_000;
const hourMs = 3_600_000;
/** A training that has not ended after so long was lost with its process. */
const lostAfterMs = 2 * hourMs;

/** Has the active detectors learned anew that are due; by whichever replica is free, one after the other. Answers which. */
export async function requestDueTraining(
  { database, catalog, clock, queue }: DueContext,
  { olderThanHours, trigger, except = new Set() }: DueTraining
): Promise<string[]> {
  const requestedAt = clock.now();
  const dueBefore = requestedAt.getTime() - olderThanHours * hourMs;
  const inTraining = await listDetectorsInTraining(database, new Date(requestedAt.getTime() - lostAfterMs));
  const due = (await listOldestTrainings(database))
    .filter(({ oldest }) => oldest.getTime() <= dueBefore)
    .map(({ detectorId }) => detectorId)
    .filter((id) => catalog.fateOf(id) === 'active' && !except.has(id) && !inTraining.has(id));
  for (const [index, detectorId] of due.entries()) {
    const startAfter = new Date(requestedAt.getTime() + index * staggerMs);
    await database
      .transaction()
      .execute((transaction) =>
        enqueueTraining(transaction, queue, { detectorId, trigger, requestedBy: 'vigil', requestedAt, startAfter })
      );
  }
  return due;
}

export interface TrainingAges {
  retrainHours: number;
  retrainOnStartHours: number;
}

/** Looks for due detectors again and again; where it sees a detector for the first time, at younger models too. */
export function createDueTraining(context: DueContext, ages: () => TrainingAges): () => Promise<void> {
  const seen = new Set<string>();
  return async () => {
    const { retrainHours, retrainOnStartHours } = ages();
    await requestDueTraining(context, { olderThanHours: retrainOnStartHours, trigger: 'start', except: seen });
    await requestDueTraining(context, { olderThanHours: retrainHours, trigger: 'schedule' });
    context.catalog.all().forEach(({ id }) => seen.add(id));
  };
}

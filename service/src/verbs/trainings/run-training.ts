import type { ServiceContext } from '../../context.ts';
import type { DetectorCatalog } from '../../detection/detector-catalog.ts';
import type { TrainingService } from '../../detection/training-service.ts';
import { countModelsTrainedSince } from '../../storage/repositories/models.ts';
import { updateTrainingRun } from '../../storage/repositories/training-runs.ts';
import type { TrainingRunUpdate } from '../../storage/repositories/training-runs.ts';

export interface TrainingContext extends Pick<ServiceContext, 'database' | 'clock'> {
  catalog: Pick<DetectorCatalog, 'all'>;
  training: Pick<TrainingService, 'train'>;
}

export interface TrainingJob {
  /** Null for all detectors. */
  detectorId: string | null;
  /** Where to report progress; absent for jobs of an older version. */
  runId?: string;
}

/**
 * Learns detectors anew, one after the other, and reports how far it has come. A detector that fails does not keep the
 * others from being learned. Throws an AggregateError afterwards, so that the queue tries again; and what the signal was
 * aborted with, which leaves the rest to whoever runs the job then.
 */
export async function runTraining(
  context: TrainingContext,
  { detectorId, runId }: TrainingJob,
  signal: AbortSignal = new AbortController().signal
): Promise<void> {
  const { database, clock, catalog, training } = context;
  const report = async (changes: TrainingRunUpdate): Promise<void> => {
    if (runId !== undefined) {
      await updateTrainingRun(database, runId, changes);
    }
  };
  const detectors = catalog.all().filter(({ id }) => detectorId === null || id === detectorId);
  const startedAt = clock.now();
  await report({ status: 'running', startedAt, finishedAt: null, error: null, detectorsTotal: detectors.length });
  const failures: Error[] = [];
  let seriesTrained = 0;
  for (const [index, detector] of detectors.entries()) {
    signal.throwIfAborted();
    try {
      await training.train([detector], startedAt.getTime(), signal);
      seriesTrained += await countModelsTrainedSince(database, detector.id, startedAt);
    } catch (error) {
      signal.throwIfAborted();
      failures.push(new Error(`${detector.title}: ${reasonOf(error)}`, { cause: error }));
    }
    await report({ detectorsDone: index + 1, seriesTrained });
  }
  const error = failures.length === 0 ? null : failures.map(({ message }) => message).join('; ');
  await report({ status: error === null ? 'done' : 'failed', finishedAt: clock.now(), error });
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} of ${detectors.length} detectors could not be trained`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return error.errors.map(reasonOf).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}

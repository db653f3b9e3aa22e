import type { TrainingRunList } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { listTrainingRuns } from '../../storage/repositories/training-runs.ts';

/** The newest first; of one detector, those of all detectors included. */
export async function listTrainings(
  { database }: Pick<ServiceContext, 'database'>,
  filter: { detectorId?: string; limit: number }
): Promise<TrainingRunList> {
  return { items: await listTrainingRuns(database, filter) };
}

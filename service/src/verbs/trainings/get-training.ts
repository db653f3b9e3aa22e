import type { TrainingRun } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { findTrainingRun } from '../../storage/repositories/training-runs.ts';

/** Throws `not-found`. */
export async function getTraining({ database }: Pick<ServiceContext, 'database'>, id: string): Promise<TrainingRun> {
  const run = await findTrainingRun(database, id);
  if (run === undefined) {
    throw notFound('training', id);
  }
  return run;
}

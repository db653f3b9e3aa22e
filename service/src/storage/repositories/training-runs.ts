import type { TrainingRun } from '@vigil/contract';
import type { Executor } from '../database.ts';
import type { TrainingRunRow } from '../schema.ts';

export interface NewTrainingRun {
  id: string;
  detectorId: string | null;
  trigger: TrainingRun['trigger'];
  requestedBy: string;
  requestedAt: Date;
}

export async function insertTrainingRun(executor: Executor, run: NewTrainingRun): Promise<void> {
  await executor
    .insertInto('trainingRuns')
    .values({
      ...run,
      status: 'queued',
      startedAt: null,
      finishedAt: null,
      detectorsTotal: 0,
      detectorsDone: 0,
      seriesTrained: 0,
      error: null,
    })
    .execute();
}

export type TrainingRunUpdate = Partial<
  Pick<
    TrainingRunRow,
    'status' | 'startedAt' | 'finishedAt' | 'detectorsTotal' | 'detectorsDone' | 'seriesTrained' | 'error'
  >
>;

export async function updateTrainingRun(executor: Executor, id: string, changes: TrainingRunUpdate): Promise<void> {
  await executor.updateTable('trainingRuns').set(changes).where('id', '=', id).execute();
}

export async function findTrainingRun(executor: Executor, id: string): Promise<TrainingRun | undefined> {
  const row = await executor.selectFrom('trainingRuns').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toTrainingRun(row);
}

/** The newest first; of one detector, those of all detectors included. */
export async function listTrainingRuns(
  executor: Executor,
  { detectorId, limit }: { detectorId?: string; limit: number }
): Promise<TrainingRun[]> {
  const rows = await executor
    .selectFrom('trainingRuns')
    .selectAll()
    .$if(detectorId !== undefined, (query) =>
      query.where((row) => row.or([row('detectorId', '=', detectorId!), row('detectorId', 'is', null)]))
    )
    .orderBy('requestedAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toTrainingRun);
}

/** Detectors of which a training was asked for since then that has not ended yet. */
export async function listDetectorsInTraining(executor: Executor, since: Date): Promise<Set<string>> {
  const rows = await executor
    .selectFrom('trainingRuns')
    .select('detectorId')
    .where('status', 'in', ['queued', 'running'])
    .where('requestedAt', '>=', since)
    .execute();
  return new Set(rows.flatMap(({ detectorId }) => detectorId ?? []));
}

function toTrainingRun(row: TrainingRunRow): TrainingRun {
  return {
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

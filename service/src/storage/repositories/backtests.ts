import type { BacktestDetail } from '@vigil/contract';
import type { Executor } from '../database.ts';
import type { BacktestRow } from '../schema.ts';

type NewBacktest = Pick<BacktestRow, 'id' | 'title' | 'createdBy' | 'createdAt'> & { request: string };

export async function insertBacktest(executor: Executor, backtest: NewBacktest): Promise<void> {
  const untouched = { status: 'queued', progress: 0, message: 'waiting', result: 'null' } as const;
  await executor
    .insertInto('backtests')
    .values({ ...backtest, ...untouched, startedAt: null, finishedAt: null })
    .execute();
}

export async function findBacktest(executor: Executor, id: string): Promise<BacktestDetail | null> {
  const row = await executor.selectFrom('backtests').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const { startedAt: _startedAt, createdAt, finishedAt, ...rest } = row;
  return { ...rest, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}

/** Takes it up; one whose process died is begun anew. False when there is nothing left to do. */
export async function beginBacktest(executor: Executor, id: string, startedAt: Date): Promise<boolean> {
  const begun = await executor
    .updateTable('backtests')
    .set({ status: 'running', startedAt, progress: 0 })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .returning('id')
    .executeTakeFirst();
  return begun !== undefined;
}

/** False when it is not to go on, because somebody has cancelled it. */
export async function reportBacktest(
  executor: Executor,
  id: string,
  progress: { progress: number; message: string }
): Promise<boolean> {
  const running = await executor
    .updateTable('backtests')
    .set(progress)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  return running !== undefined;
}

type BacktestEnd = Pick<BacktestRow, 'message'> & {
  status: 'done' | 'failed' | 'cancelled';
  finishedAt: Date;
  result?: string;
};

/** Ends it unless it has ended already; whether it was still to be ended. */
export async function endBacktest(executor: Executor, id: string, end: BacktestEnd): Promise<boolean> {
  const ended = await executor
    .updateTable('backtests')
    .set({ ...end, ...(end.status === 'done' ? { progress: 1 } : {}) })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}

export async function deleteBacktestsBefore(executor: Executor, createdBefore: Date): Promise<void> {
  await executor.deleteFrom('backtests').where('createdAt', '<', createdBefore).execute();
}

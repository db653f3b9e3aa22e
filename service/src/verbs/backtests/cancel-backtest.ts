import type { BacktestDetail } from '@vigil/contract';
import { ServiceError } from '../../errors.ts';
import { endBacktest } from '../../storage/repositories/backtests.ts';
import type { BacktestContext } from './backtest-context.ts';
import { readBacktest } from './read-backtest.ts';

/** Stops a replay, wherever it runs. Throws `not-found`, and `conflict` when it has ended already. */
export async function cancelBacktest(context: BacktestContext, id: string, actor: string): Promise<BacktestDetail> {
  const { database, clock } = context;
  const end = { status: 'cancelled', message: `cancelled by ${actor}`, finishedAt: clock.now() } as const;
  const isCancelled = await endBacktest(database, id, end);
  const backtest = await readBacktest(context, id);
  if (!isCancelled) {
    throw new ServiceError('conflict', `the back-test has ended already: it is ${backtest.status}`);
  }
  return backtest;
}

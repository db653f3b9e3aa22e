import type { BacktestDetail } from '@vigil/contract';
import { notFound } from '../../errors.ts';
import { findBacktest } from '../../storage/repositories/backtests.ts';
import type { BacktestContext } from './backtest-context.ts';

/** Throws `not-found`. */
export async function readBacktest(
  { database }: Pick<BacktestContext, 'database'>,
  id: string
): Promise<BacktestDetail> {
  const found = await findBacktest(database, id);
  if (found === null) {
    throw notFound('back-test', id);
  }
  return found;
}

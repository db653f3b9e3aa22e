import { randomUUID } from 'node:crypto';
import type { BacktestDetail, BacktestRequest, DetectorDefinition } from '@vigil/contract';
import { backtestJob } from '../../jobs/backtest.job.ts';
import { toJson, toText } from '../../storage/json.ts';
import { deleteBacktestsBefore, insertBacktest } from '../../storage/repositories/backtests.ts';
import { findEntry } from '../detectors/get-detector.ts';
import { checkQuery } from '../detectors/preview-query.ts';
import { noMetricsSource } from '../telemetry-problem.ts';
import type { BacktestContext } from './backtest-context.ts';
import { readBacktest } from './read-backtest.ts';

const keptDays = 7;

/** Queues a replay; old ones make room. Throws `not-found`, and `invalid-request` for a query that cannot be run. */
export async function startBacktest(
  context: BacktestContext,
  request: BacktestRequest,
  requestedBy: string
): Promise<BacktestDetail> {
  const { database, telemetry, queue, clock } = context;
  if (telemetry.metrics === null) {
    throw noMetricsSource();
  }
  const definition = definitionOf(context, request);
  await checkQuery(context, definition, true);
  const id = randomUUID();
  const now = clock.now();
  await database.transaction().execute(async (transaction) => {
    await deleteBacktestsBefore(transaction, new Date(now.getTime() - keptDays * 86_400_000));
    await insertBacktest(transaction, {
      id,
      title: toText(definition.title),
      request: toJson({ definition, days: request.days } satisfies BacktestRequest),
      createdBy: requestedBy,
      createdAt: now,
    });
    await queue.enqueue(transaction, backtestJob, { backtestId: id });
  });
  return readBacktest(context, id);
}

/** As it is now: a change that comes later is for another replay. */
function definitionOf(context: BacktestContext, { detectorId, definition }: BacktestRequest): DetectorDefinition {
  return definition ?? findEntry(context, detectorId ?? '').definition;
}

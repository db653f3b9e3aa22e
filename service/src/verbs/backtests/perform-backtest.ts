import type { BacktestDetail, BacktestIncident, BacktestResult } from '@vigil/contract';
import { runBacktest } from '../../detection/backtest/run-backtest.ts';
import { toJson } from '../../storage/json.ts';
import { beginBacktest, endBacktest, reportBacktest } from '../../storage/repositories/backtests.ts';
import { listKnownIncidents } from '../../storage/repositories/known-incidents.ts';
import type { TimeRange } from '../../telemetry/telemetry.ts';
import { noMetricsSource } from '../telemetry-problem.ts';
import type { BacktestContext } from './backtest-context.ts';
import { readBacktest } from './read-backtest.ts';

export const maxReplayedSeries = 200;
const dayMs = 86_400_000;
const reportEveryMs = 1_000;

class Cancelled extends Error {}

/** Runs a queued replay to its end; what goes wrong is what the replay says. Only a stop of the service makes it reject. */
export async function performBacktest(context: BacktestContext, id: string, stop: AbortSignal): Promise<void> {
  const { database, clock, logger } = context;
  if (!(await beginBacktest(database, id, clock.now()))) {
    return;
  }
  const cancelling = new AbortController();
  try {
    const backtest = await readBacktest(context, id);
    const result = await replay(context, backtest, cancelling, AbortSignal.any([stop, cancelling.signal]));
    const end = { status: 'done', message: 'done', finishedAt: clock.now() } as const;
    await endBacktest(database, id, { ...end, result: toJson(result) });
  } catch (error) {
    if (stop.aborted) {
      throw error;
    }
    if (!(error instanceof Cancelled)) {
      logger.warn({ err: error, backtest: id }, 'a back-test failed');
      const message = error instanceof Error ? error.message : String(error);
      await endBacktest(database, id, { status: 'failed', message, finishedAt: clock.now() });
    }
  }
}

function replay(
  context: BacktestContext,
  { id, request }: BacktestDetail,
  cancelling: AbortController,
  signal: AbortSignal
): Promise<BacktestResult> {
  const { telemetry, clock, config, database } = context;
  if (telemetry.metrics === null) {
    throw noMetricsSource();
  }
  const nowMs = clock.now().getTime();
  const range = { fromMs: nowMs - request.days * dayMs, toMs: nowMs };
  let reportedMs = 0;
  return runBacktest({
    metrics: telemetry.metrics,
    detector: request.definition!,
    range,
    settings: {
      ...config.detection,
      joinWindowSeconds: config.incidents.joinWindowSeconds,
      maxSeries: maxReplayedSeries,
    },
    incidentsOf: (services) => incidentsIn(context, services, range),
    signal,
    onProgress(progress, message) {
      if (performance.now() - reportedMs < reportEveryMs) {
        return;
      }
      reportedMs = performance.now();
      reportBacktest(database, id, { progress, message }).then(
        (goesOn) => goesOn || cancelling.abort(new Cancelled('cancelled')),
        (error: unknown) => cancelling.abort(error)
      );
    },
  });
}

async function incidentsIn(
  { database }: BacktestContext,
  services: readonly string[],
  { fromMs, toMs }: TimeRange
): Promise<BacktestIncident[]> {
  const known = await listKnownIncidents(database, services, new Date(fromMs), new Date(toMs));
  return known.map(({ openedAt, resolvedAt, ...incident }) => ({
    ...incident,
    openedAt: openedAt.toISOString(),
    endedAt: resolvedAt?.toISOString() ?? null,
  }));
}

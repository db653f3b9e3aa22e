import type { QueryRequest, QueryResponse, QueryResult, VigilQuery } from '@vigil/contract';
import type { Logger } from 'pino';
import { ServiceError, toProblem } from '../../errors.ts';
import type { TimeRange } from '../../telemetry/telemetry.ts';
import type { DetectionContext } from '../detection-context.ts';
import { toServiceError } from '../telemetry-problem.ts';
import { queryAnomalies } from './query-anomalies.ts';
import { queryAnomalyRate } from './query-anomaly-rate.ts';
import { queryForecast } from './query-forecast.ts';
import { queryHealth } from './query-health.ts';
import { queryIncidents } from './query-incidents.ts';
import { queryBand, queryScore } from './query-scores.ts';

export interface QueryScope {
  range: TimeRange;
  maxDataPoints: number;
}

export type QueryAnswer = Pick<QueryResult, 'series' | 'table' | 'notice'>;
export type QueryRunner = (context: DetectionContext, query: VigilQuery, scope: QueryScope) => Promise<QueryAnswer>;

const runners: Record<VigilQuery['queryType'], QueryRunner> = {
  score: queryScore,
  band: queryBand,
  anomalies: queryAnomalies,
  incidents: queryIncidents,
  health: queryHealth,
  forecast: queryForecast,
  'anomaly-rate': queryAnomalyRate,
};

/** Answers every query by itself: one that cannot be answered carries its problem and leaves the others alone. */
export async function runQueries(context: DetectionContext, request: QueryRequest): Promise<QueryResponse> {
  const range = { fromMs: Date.parse(request.from), toMs: Date.parse(request.to) };
  if (range.fromMs >= range.toMs) {
    const message = 'must be later than `from`';
    throw new ServiceError('invalid-request', `to ${message}`, { errors: [{ field: 'to', message }] });
  }
  const scope = { range, maxDataPoints: request.maxDataPoints };
  return { results: await Promise.all(request.queries.map((query) => runQuery(context, query, scope))) };
}

async function runQuery(context: DetectionContext, query: VigilQuery, scope: QueryScope): Promise<QueryResult> {
  try {
    const answer = await runners[query.queryType](context, query, scope);
    return { refId: query.refId, ...answer, error: null };
  } catch (error) {
    return { refId: query.refId, notice: null, error: toProblem(refusalOf(error, query, context.logger)) };
  }
}

/** What nobody expected is logged and told without its details. */
function refusalOf(error: unknown, { refId, queryType }: VigilQuery, logger: Logger): ServiceError {
  const refusal = toServiceError(error);
  if (refusal instanceof ServiceError) {
    return refusal;
  }
  logger.error({ err: error, refId, queryType }, 'query failed');
  return new ServiceError('internal', 'the query could not be answered; the log of the service says why');
}

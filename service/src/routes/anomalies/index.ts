import { anomalyPage, anomalyReport, indicatorKind, instant, scoredSeries, severity } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { getAnomaly } from '../../verbs/anomalies/get-anomaly.ts';
import { anomalyOrders, findAnomalies } from '../../verbs/anomalies/find-anomalies.ts';
import { readAnomalySeries } from '../../verbs/anomalies/read-anomaly-series.ts';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { pageQuery, timeQuery, toTimeFilter } from '../page-query.ts';
import { problemResponses } from '../problem-responses.ts';

const config = { minimumRole: 'Viewer' } as const;
const shared = { tags: ['anomalies'], security: [{ identity: [] }] };
const params = z.object({ id: z.string() });

const listQuery = z.object({
  ...pageQuery.shape,
  ...timeQuery.shape,
  status: z.enum(['open', 'closed']).optional(),
  service: z.string().min(1).optional(),
  detectorId: z.string().min(1).optional(),
  kind: indicatorKind.optional(),
  severity: severity.optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(anomalyOrders).default('detectedAt'),
});

const seriesQuery = z.object({
  from: instant.optional(),
  to: instant.optional(),
  maxDataPoints: z.coerce.number().int().min(2).max(11_000).default(1000),
});

export function anomalyRoutes(context: DetectionContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/anomalies',
      {
        config,
        schema: {
          ...shared,
          summary: 'Anomalies, the newest or the worst first',
          querystring: listQuery,
          response: { 200: anomalyPage, ...problemResponses },
        },
      },
      async ({ query: { limit, cursor, from, to, sort, ...filter } }) =>
        findAnomalies(context, { ...filter, ...toTimeFilter({ from, to }) }, { limit, cursor }, sort)
    );

    app.get(
      '/api/v1/anomalies/:id',
      {
        config,
        schema: {
          ...shared,
          summary: 'The detail report of one anomaly',
          params,
          response: { 200: anomalyReport, ...problemResponses },
        },
      },
      async (request) => getAnomaly(context, request.params.id)
    );

    app.get(
      '/api/v1/anomalies/:id/series',
      {
        config,
        schema: {
          ...shared,
          summary: 'The series of an anomaly with its band and scores',
          params,
          querystring: seriesQuery,
          response: { 200: scoredSeries, ...problemResponses },
        },
      },
      async ({ params: { id }, query: { maxDataPoints, ...time } }) =>
        readAnomalySeries(context, id, { ...toTimeFilter(time), maxDataPoints })
    );
  };
}

import { anomalyRate, indicatorKind, instant, openAnomalyPage, severity } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';
import { listOpenAnomalies, openAnomalyOrders } from '../../verbs/anomalies/open/list-open-anomalies.ts';
import { readAnomalyRate } from '../../verbs/anomalies/read-anomaly-rate.ts';
import { pageQuery } from '../page-query.ts';
import { problemResponses } from '../problem-responses.ts';

const config = { minimumRole: 'Viewer' } as const;
const shared = { tags: ['anomalies'], security: [{ identity: [] }] };

const openQuery = z.object({
  ...pageQuery.shape,
  service: z.string().min(1).optional(),
  detectorId: z.string().min(1).optional(),
  kind: indicatorKind.optional(),
  severity: severity.optional(),
  mute: z.enum(['active', 'muted']).optional(),
  q: z.string().min(1).max(200).optional(),
  sort: z.enum(openAnomalyOrders).default('rank'),
});

const rateQuery = z.object({
  from: instant,
  to: instant,
  by: z.enum(['service', 'instance']).default('service'),
  service: z.string().min(1).optional(),
  buckets: z.coerce.number().int().min(1).max(500).default(96),
  limit: z.coerce.number().int().min(0).max(200).default(20),
});

/** What is anomalous now, and how anomalous the fleet was over time. */
export function anomalyOverviewRoutes(
  context: Pick<ServiceContext, 'database' | 'clock' | 'callGraph'>
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/anomalies/open',
      {
        config,
        schema: {
          ...shared,
          summary: 'Open anomalies, the most urgent first, with what each filter would leave',
          querystring: openQuery,
          response: { 200: openAnomalyPage, ...problemResponses },
        },
      },
      async ({ query: { limit, cursor, sort, ...filter } }) =>
        listOpenAnomalies(context, filter, { limit, cursor }, sort)
    );

    app.get(
      '/api/v1/anomalies/rate',
      {
        config,
        schema: {
          ...shared,
          summary: 'The share of series that was anomalous over time, of the fleet, its services or their instances',
          querystring: rateQuery,
          response: { 200: anomalyRate, ...problemResponses },
        },
      },
      async ({ query: { from, to, ...rest } }) =>
        readAnomalyRate(context, { ...rest, from: new Date(from), to: new Date(to) })
    );
  };
}

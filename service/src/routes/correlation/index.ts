import { correlation, correlationRequest } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { createConcurrencyLimit } from '../../telemetry/concurrency-limit.ts';
import { correlate } from '../../verbs/correlation/correlate.ts';
import type { CorrelationContext } from '../../verbs/correlation/correlate.ts';
import { problemResponses } from '../problem-responses.ts';

/** Each reads a part of all series there are; more at a time would only slow down one another, and scoring. */
const comparisonsAtATime = 2;

export function correlationRoutes(context: CorrelationContext): FastifyPluginAsyncZod {
  const limited = createConcurrencyLimit(comparisonsAtATime);
  return async (app) => {
    app.post(
      '/api/v1/correlate',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          tags: ['anomalies'],
          security: [{ identity: [] }],
          summary: 'The series that changed in a window, the strongest change first',
          body: correlationRequest,
          response: { 200: correlation, ...problemResponses },
        },
      },
      async ({ body }) => limited(() => correlate(context, body))
    );
  };
}

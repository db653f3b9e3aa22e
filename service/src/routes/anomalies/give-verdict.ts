import { giveVerdict as verdictBody, verdictRecord } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { giveVerdict } from '../../verbs/feedback/give-verdict.ts';
import { loginOf } from '../login-of.ts';
import { problemResponses } from '../problem-responses.ts';

export function verdictRoutes(context: ServiceContext & DetectionContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/v1/anomalies/:id/verdict',
      {
        config: { minimumRole: 'Editor' },
        schema: {
          tags: ['anomalies'],
          security: [{ identity: [] }],
          summary: 'Say what an anomaly was: real, noise or known; answers every verdict on it, the newest first',
          params: z.object({ id: z.string() }),
          body: verdictBody,
          response: { 200: z.object({ items: z.array(verdictRecord) }), ...problemResponses },
        },
      },
      async (request) => ({
        items: await giveVerdict(context, request.params.id, loginOf(request), request.body),
      })
    );
  };
}

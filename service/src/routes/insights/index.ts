import { insights } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { getInsights } from '../../verbs/insights/get-insights.ts';
import { problemResponses } from '../problem-responses.ts';

export function insightRoutes(context: DetectionContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/insights',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          tags: ['insights'],
          security: [{ identity: [] }],
          summary: 'The fleet in one answer: health, open incidents, insights and what happened lately',
          response: { 200: insights, ...problemResponses },
        },
      },
      async () => getInsights(context)
    );
  };
}

import { serviceList, serviceSummary } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { getService } from '../../verbs/services/get-service.ts';
import { listServices } from '../../verbs/services/list-services.ts';
import { problemResponses } from '../problem-responses.ts';

const config = { minimumRole: 'Viewer' } as const;
const shared = { tags: ['services'], security: [{ identity: [] }] };

export function serviceRoutes(context: DetectionContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/services',
      {
        config,
        schema: {
          ...shared,
          summary: 'Services and their health, the least healthy first',
          response: { 200: serviceList, ...problemResponses },
        },
      },
      async () => listServices(context)
    );

    app.get(
      '/api/v1/services/:name',
      {
        config,
        schema: {
          ...shared,
          summary: 'One service and what its health is made of',
          params: z.object({ name: z.string() }),
          response: { 200: serviceSummary, ...problemResponses },
        },
      },
      async ({ params }) => getService(context, params.name)
    );
  };
}

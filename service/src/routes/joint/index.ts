import { instant, jointMovement } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { readJointMovement } from '../../verbs/joint/read-joint-movement.ts';
import { problemResponses } from '../problem-responses.ts';

const query = z.object({ service: z.string().min(1), from: instant, to: instant });

export function jointRoutes(context: DetectionContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/joint',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          tags: ['services'],
          security: [{ identity: [] }],
          summary: 'How far the metrics of a service, taken together, were from what they usually do together',
          querystring: query,
          response: { 200: jointMovement, ...problemResponses },
        },
      },
      async ({ query: { service, from, to } }) =>
        readJointMovement(context, { service, range: { fromMs: Date.parse(from), toMs: Date.parse(to) } })
    );
  };
}

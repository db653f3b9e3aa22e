import { serviceStatus } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AppDependencies } from '../../app.ts';
import { getStatus } from '../../verbs/status/get-status.ts';
import { problemResponses } from '../problem-responses.ts';

export const healthRoutes: FastifyPluginAsyncZod<AppDependencies> = async (app, { status }) => {
  app.get(
    '/health',
    {
      schema: {
        tags: ['operation'],
        summary: 'Whether the service and what it depends on work, and since when',
        response: { 200: serviceStatus, 503: serviceStatus },
      },
      logLevel: 'warn',
    },
    async (_request, reply) => {
      const answer = await getStatus(status);
      return reply.code(answer.status === 'down' ? 503 : 200).send(answer);
    }
  );

  app.get(
    '/api/v1/status',
    {
      config: { minimumRole: 'Viewer' },
      schema: {
        tags: ['operation'],
        summary: 'The same as /health, for the plugin',
        security: [{ identity: [] }],
        response: { 200: serviceStatus, ...problemResponses },
      },
    },
    async () => getStatus(status)
  );
};

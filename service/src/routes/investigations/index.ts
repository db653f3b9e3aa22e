import { investigation, investigationDetail, investigationPage, startInvestigation } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { listInvestigations } from '../../verbs/investigations/list-investigations.ts';
import { readInvestigation } from '../../verbs/investigations/read-investigation.ts';
import { startInvestigation as start } from '../../verbs/investigations/start-investigation.ts';
import { pageQuery } from '../page-query.ts';
import { problemResponses } from '../problem-responses.ts';

const shared = { tags: ['investigations'], security: [{ identity: [] }] };

const listQuery = z.object({
  ...pageQuery.shape,
  status: investigation.shape.status.optional(),
  service: z.string().min(1).optional(),
  incidentId: z.string().min(1).optional(),
  q: z.string().max(200).optional(),
});

export function investigationRoutes(context: ServiceContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/investigations',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          ...shared,
          summary: 'Investigations, the newest first',
          querystring: listQuery,
          response: { 200: investigationPage, ...problemResponses },
        },
      },
      async ({ query: { limit, cursor, ...filter } }) => listInvestigations(context, filter, { limit, cursor })
    );

    app.get(
      '/api/v1/investigations/:id',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          ...shared,
          summary: 'One investigation with its steps, evidence and call graph',
          params: z.object({ id: z.string() }),
          response: { 200: investigationDetail, ...problemResponses },
        },
      },
      async ({ params: { id } }) => readInvestigation(context, id)
    );

    app.post(
      '/api/v1/investigations',
      {
        config: { minimumRole: 'Editor' },
        schema: {
          ...shared,
          summary: 'Investigate an incident, or a service in a window',
          body: startInvestigation,
          response: { 202: investigation, ...problemResponses },
        },
      },
      async (request, reply) => reply.code(202).send(await start(context, request.body, identityOf(request).sub))
    );
  };
}

import { investigation, investigationDetail, investigationPage, startInvestigation } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { findInvestigation, listInvestigations } from '../../storage/repositories/investigations.ts';
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
      async ({ query: { limit, cursor, ...filter } }) => listInvestigations(context.database, filter, { limit, cursor })
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
      async ({ params: { id } }) => {
        const found = await findInvestigation(context.database, id);
        if (found === null) {
          throw notFound('investigation', id);
        }
        return found;
      }
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

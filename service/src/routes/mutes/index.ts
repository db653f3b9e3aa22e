import { createMute as muteBody, mute, muteList } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';
import { createMute } from '../../verbs/mutes/create-mute.ts';
import { endMute } from '../../verbs/mutes/end-mute.ts';
import { listMutes } from '../../verbs/mutes/list-mutes.ts';
import { loginOf } from '../login-of.ts';
import { problemResponses } from '../problem-responses.ts';

const shared = { tags: ['mutes'], security: [{ identity: [] }] };
const editor = { minimumRole: 'Editor' } as const;

const listQuery = z.object({
  inForce: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export function muteRoutes(context: ServiceContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/mutes',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          ...shared,
          summary: 'What is or was muted, by whom, why and until when; the newest first',
          querystring: listQuery,
          response: { 200: muteList, ...problemResponses },
        },
      },
      async ({ query }) => listMutes(context, query)
    );

    app.post(
      '/api/v1/mutes',
      {
        config: editor,
        schema: {
          ...shared,
          summary: 'Keep the anomalies of a series, or of a detector at a service, out of incidents for a time',
          body: muteBody,
          response: { 201: mute, ...problemResponses },
        },
      },
      async (request, reply) => reply.code(201).send(await createMute(context, loginOf(request), request.body))
    );

    app.delete(
      '/api/v1/mutes/:id',
      {
        config: editor,
        schema: {
          ...shared,
          summary: 'Lift a mute before its time',
          params: z.object({ id: z.string() }),
          response: { 200: mute, ...problemResponses },
        },
      },
      async (request) => endMute(context, request.params.id, loginOf(request))
    );
  };
}

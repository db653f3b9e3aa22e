import { commentOnIncident as commentBody, incidentDetail, resolveIncident as resolveBody } from '@vigil/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AppDependencies } from '../../app.ts';
import { identityOf } from '../../plugins/authentication.ts';
import { acknowledgeIncident } from '../../verbs/incidents/acknowledge-incident.ts';
import type { Actor } from '../../verbs/incidents/change-incident.ts';
import { commentOnIncident } from '../../verbs/incidents/comment-on-incident.ts';
import { resolveIncident } from '../../verbs/incidents/resolve-incident.ts';
import { problemResponses } from '../problem-responses.ts';

const config = { minimumRole: 'Editor' } as const;
const shared = {
  tags: ['incidents'],
  security: [{ identity: [] }],
  params: z.object({ id: z.string() }),
  response: { 200: incidentDetail, ...problemResponses },
};

export const changeIncidentRoutes: FastifyPluginAsyncZod<AppDependencies> = async (app, { context }) => {
  app.post(
    '/api/v1/incidents/:id/acknowledge',
    { config, schema: { ...shared, summary: 'Say that somebody looks after it; the first one wins' } },
    async (request) => acknowledgeIncident(context, request.params.id, actorOf(request))
  );

  app.post(
    '/api/v1/incidents/:id/resolve',
    { config, schema: { ...shared, summary: 'Resolve it with a reason', body: resolveBody } },
    async (request) => resolveIncident(context, request.params.id, actorOf(request), request.body)
  );

  app.post(
    '/api/v1/incidents/:id/comment',
    { config, schema: { ...shared, summary: 'Add to its timeline', body: commentBody } },
    async (request) => commentOnIncident(context, request.params.id, actorOf(request), request.body.comment)
  );
};

function actorOf(request: Pick<FastifyRequest, 'identity'>): Actor {
  return { login: identityOf(request).sub, channel: 'grafana' };
}

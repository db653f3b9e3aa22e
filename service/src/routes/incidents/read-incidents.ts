import { incidentDetail, incidentPage, incidentStatus, severity } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AppDependencies } from '../../app.ts';
import { getIncident } from '../../verbs/incidents/get-incident.ts';
import { listIncidents } from '../../verbs/incidents/list-incidents.ts';
import { pageQuery, timeQuery, toTimeFilter } from '../page-query.ts';
import { problemResponses } from '../problem-responses.ts';

const querystring = z.object({
  ...pageQuery.shape,
  ...timeQuery.shape,
  status: z.enum([...incidentStatus.options, 'unresolved']).optional(),
  severity: severity.optional(),
  service: z.string().min(1).optional(),
  q: z.string().max(200).optional(),
});

const shared = { tags: ['incidents'], security: [{ identity: [] }] };

export const readIncidentRoutes: FastifyPluginAsyncZod<AppDependencies> = async (app, { context }) => {
  app.get(
    '/api/v1/incidents',
    {
      config: { minimumRole: 'Viewer' },
      schema: {
        ...shared,
        summary: 'Incidents, the newest first',
        querystring,
        response: { 200: incidentPage, ...problemResponses },
      },
    },
    async ({ query: { limit, cursor, from, to, ...filter } }) =>
      listIncidents(context, { ...filter, ...toTimeFilter({ from, to }) }, { limit, cursor })
  );

  app.get(
    '/api/v1/incidents/:id',
    {
      config: { minimumRole: 'Viewer' },
      schema: {
        ...shared,
        summary: 'One incident with its members and timeline',
        params: z.object({ id: z.string() }),
        response: { 200: incidentDetail, ...problemResponses },
      },
    },
    async ({ params }) => getIncident(context.database, params.id)
  );
};

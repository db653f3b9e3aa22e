import { queryRequest, queryResponse, variableKind, variableValues } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { runQueries } from '../../verbs/query/run-queries.ts';
import { listVariables } from '../../verbs/variables/list-variables.ts';
import { problemResponses } from '../problem-responses.ts';

const config = { minimumRole: 'Viewer' } as const;
const shared = { tags: ['query'], security: [{ identity: [] }] };

export function queryRoutes(context: DetectionContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/v1/query',
      {
        config,
        schema: {
          ...shared,
          summary: 'Scores, bands, anomalies, incidents and health for panels, alert rules and annotations',
          body: queryRequest,
          response: { 200: queryResponse, ...problemResponses },
        },
      },
      async ({ body }) => runQueries(context, body)
    );

    app.get(
      '/api/v1/variables',
      {
        config,
        schema: {
          ...shared,
          summary: 'What a dashboard variable can be set to',
          querystring: z.object({ kind: variableKind }),
          response: { 200: variableValues, ...problemResponses },
        },
      },
      async ({ query }) => listVariables(context, query.kind)
    );
  };
}

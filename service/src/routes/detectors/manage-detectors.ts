import {
  changeDetector as changeBody,
  createDetector as createBody,
  detectorDetail,
  previewRequest,
  queryPreview,
} from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { identityOf } from '../../plugins/authentication.ts';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { changeDetector } from '../../verbs/detectors/change-detector.ts';
import { createDetector } from '../../verbs/detectors/create-detector.ts';
import { deleteDetector } from '../../verbs/detectors/delete-detector.ts';
import { previewQuery } from '../../verbs/detectors/preview-query.ts';
import { problemResponses } from '../problem-responses.ts';

const shared = { tags: ['detectors'], security: [{ identity: [] }] };
const params = z.object({ id: z.string() });
const forAdmins = { minimumRole: 'Admin' } as const;

export function manageDetectorRoutes(context: DetectionContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/v1/detectors/preview',
      {
        config: { minimumRole: 'Editor' },
        schema: {
          ...shared,
          summary: 'Try a query: how many series it gives, and whether a detector could work with them',
          body: previewRequest,
          response: { 200: queryPreview, ...problemResponses },
        },
      },
      async ({ body }) => previewQuery(context, body)
    );

    app.post(
      '/api/v1/detectors',
      {
        config: forAdmins,
        schema: {
          ...shared,
          summary: 'Make a detector',
          body: createBody,
          response: { 201: detectorDetail, ...problemResponses },
        },
      },
      async (request, reply) =>
        reply.code(201).send(await createDetector(context, request.body, identityOf(request).sub))
    );

    app.put(
      '/api/v1/detectors/:id',
      {
        config: forAdmins,
        schema: {
          ...shared,
          summary: 'Change a detector, or the options of a preset; what is left out stays as it is',
          params,
          body: changeBody,
          response: { 200: detectorDetail, ...problemResponses },
        },
      },
      async (request) => changeDetector(context, request.params.id, request.body, identityOf(request).sub)
    );

    app.delete(
      '/api/v1/detectors/:id',
      {
        config: forAdmins,
        schema: {
          ...shared,
          summary: 'Remove a detector, or what was changed about a preset',
          params,
          querystring: z.object({ version: z.coerce.number().int().nonnegative() }),
          response: { 204: z.null(), ...problemResponses },
        },
      },
      async (request, reply) => {
        const { params: target, query } = request;
        await deleteDetector(context, target.id, query.version, identityOf(request).sub);
        return reply.code(204).send(null);
      }
    );
  };
}

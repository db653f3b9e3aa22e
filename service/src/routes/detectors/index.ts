import { detectorList } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { JobQueue } from '../../jobs/queue.ts';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { listDetectors } from '../../verbs/detectors/list-detectors.ts';
import { requestTraining } from '../../verbs/detectors/request-training.ts';
import { problemResponses } from '../problem-responses.ts';

const shared = { tags: ['detectors'], security: [{ identity: [] }] };

export function detectorRoutes(context: DetectionContext & { queue: JobQueue }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/detectors',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          ...shared,
          summary: 'Active detectors with their series and models',
          response: { 200: detectorList, ...problemResponses },
        },
      },
      async () => listDetectors(context)
    );

    app.post(
      '/api/v1/retrain',
      {
        config: { minimumRole: 'Editor' },
        schema: {
          ...shared,
          summary: 'Have one detector, or all, learned anew',
          body: z.object({ detectorId: z.string().min(1).optional() }),
          response: { 202: z.object({ jobId: z.string() }), ...problemResponses },
        },
      },
      async ({ body }, reply) => reply.code(202).send(await requestTraining(context, body.detectorId ?? null))
    );
  };
}

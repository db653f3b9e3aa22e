import { trainingRun, trainingRunList } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { JobQueue } from '../../jobs/queue.ts';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { requestTraining } from '../../verbs/detectors/request-training.ts';
import { getTraining } from '../../verbs/trainings/get-training.ts';
import { listTrainings } from '../../verbs/trainings/list-trainings.ts';
import { loginOf } from '../login-of.ts';
import { problemResponses } from '../problem-responses.ts';

const shared = { tags: ['detectors'], security: [{ identity: [] }] };
const viewer = { minimumRole: 'Viewer' } as const;

const retrainBody = z
  .object({
    detectorId: z.string().min(1).optional(),
    /** As the first platform called it. */
    detector: z.string().min(1).optional(),
  })
  .nullish();

const listQuery = z.object({
  detectorId: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});

export function trainingRoutes(context: DetectionContext & { queue: JobQueue }): FastifyPluginAsyncZod {
  return async (app) => {
    for (const url of ['/api/v1/retrain', '/retrain']) {
      app.post(
        url,
        {
          config: { minimumRole: 'Editor' },
          schema: {
            ...shared,
            summary: 'Have one detector, or all, learned anew; answers the run, whose progress can be asked for',
            body: retrainBody,
            response: { 202: trainingRun, ...problemResponses },
          },
        },
        async (request, reply) => {
          const detectorId = request.body?.detectorId ?? request.body?.detector ?? null;
          const run = await requestTraining(context, { detectorId, requestedBy: loginOf(request) });
          return reply.code(202).send(run);
        }
      );
    }

    app.get(
      '/api/v1/trainings',
      {
        config: viewer,
        schema: {
          ...shared,
          summary: 'Trainings with their progress and result, the newest first',
          querystring: listQuery,
          response: { 200: trainingRunList, ...problemResponses },
        },
      },
      async ({ query }) => listTrainings(context, query)
    );

    app.get(
      '/api/v1/trainings/:id',
      {
        config: viewer,
        schema: {
          ...shared,
          summary: 'How far one training has come',
          params: z.object({ id: z.string() }),
          response: { 200: trainingRun, ...problemResponses },
        },
      },
      async ({ params: { id } }) => getTraining(context, id)
    );
  };
}

import { detectorDetail, detectorList } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { JobQueue } from '../../jobs/queue.ts';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { getDetector } from '../../verbs/detectors/get-detector.ts';
import { listDetectors } from '../../verbs/detectors/list-detectors.ts';
import { problemResponses } from '../problem-responses.ts';
import { manageDetectorRoutes } from './manage-detectors.ts';

const shared = { tags: ['detectors'], security: [{ identity: [] }] };

export function detectorRoutes(context: DetectionContext & { queue: JobQueue }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/detectors',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          ...shared,
          summary: 'Every detector that is known, used or not, with what its models are worth',
          response: { 200: detectorList, ...problemResponses },
        },
      },
      async () => listDetectors(context)
    );

    app.get(
      '/api/v1/detectors/:id',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          ...shared,
          summary: 'One detector with the worst of its series and their models',
          params: z.object({ id: z.string() }),
          response: { 200: detectorDetail, ...problemResponses },
        },
      },
      async ({ params: { id } }) => getDetector(context, id)
    );

    await app.register(manageDetectorRoutes(context));
  };
}

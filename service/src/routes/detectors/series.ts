import { instant, seriesCard } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { datasetParts, readDataset } from '../../verbs/datasets/read-dataset.ts';
import { toDatasetCsv } from '../../verbs/datasets/to-dataset-csv.ts';
import type { DetectionContext } from '../../verbs/detection-context.ts';
import { getSeriesCard } from '../../verbs/detectors/get-series-card.ts';
import { problemResponses } from '../problem-responses.ts';

const config = { minimumRole: 'Viewer' } as const;
const shared = { tags: ['detectors'], security: [{ identity: [] }] };
const params = z.object({ id: z.string() });

const datasetQuery = z.object({
  /** The key of one series; all series without it, each line then names its own. */
  series: z.string().min(1).optional(),
  part: z.enum(datasetParts).default('history'),
  from: instant.optional(),
  to: instant.optional(),
});

/** What is known of the series of a detector, and what they were learned from. */
export function detectorSeriesRoutes(context: DetectionContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/detectors/:id/card',
      {
        config,
        schema: {
          ...shared,
          summary: 'The model card of one series',
          params,
          querystring: z.object({ series: z.string().min(1) }),
          response: { 200: seriesCard, ...problemResponses },
        },
      },
      async ({ params: { id }, query: { series } }) => getSeriesCard(context, id, series)
    );

    app.get(
      '/api/v1/detectors/:id/dataset.csv',
      {
        config,
        schema: {
          ...shared,
          summary: 'What a detector is trained on, normal or anomalous, as comma-separated values',
          params,
          querystring: datasetQuery,
          response: { 200: z.string().describe('text/csv'), ...problemResponses },
        },
      },
      async ({ params: { id }, query: { from, to, ...query } }, reply) => {
        const dataset = await readDataset(context, id, {
          ...query,
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
        });
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${id}-${query.part}.csv"`)
          .send(toDatasetCsv(dataset, { withSeries: query.series === undefined }));
      }
    );
  };
}

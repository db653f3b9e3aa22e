import { backtestDetail, backtestRequest } from '@vigil/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { identityOf } from '../../plugins/authentication.ts';
import type { BacktestContext } from '../../verbs/backtests/backtest-context.ts';
import { cancelBacktest } from '../../verbs/backtests/cancel-backtest.ts';
import { readBacktest } from '../../verbs/backtests/read-backtest.ts';
import { startBacktest } from '../../verbs/backtests/start-backtest.ts';
import { problemResponses } from '../problem-responses.ts';

const shared = { tags: ['backtests'], security: [{ identity: [] }] };
const params = z.object({ id: z.string() });

export function backtestRoutes(context: BacktestContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/v1/backtests',
      {
        config: { minimumRole: 'Editor' },
        schema: {
          ...shared,
          summary: 'Replay up to 30 days with a detector, or with a draft of one: what would it have found?',
          body: backtestRequest,
          response: { 202: backtestDetail, ...problemResponses },
        },
      },
      async (request, reply) =>
        reply.code(202).send(await startBacktest(context, request.body, identityOf(request).sub))
    );

    app.get(
      '/api/v1/backtests/:id',
      {
        config: { minimumRole: 'Viewer' },
        schema: {
          ...shared,
          summary: 'How far a replay is, and what it has found at each sensitivity',
          params,
          response: { 200: backtestDetail, ...problemResponses },
        },
      },
      async (request) => readBacktest(context, request.params.id)
    );

    app.post(
      '/api/v1/backtests/:id/cancel',
      {
        config: { minimumRole: 'Editor' },
        schema: {
          ...shared,
          summary: 'Stop a replay',
          params,
          response: { 200: backtestDetail, ...problemResponses },
        },
      },
      async (request) => cancelBacktest(context, request.params.id, identityOf(request).sub)
    );
  };
}

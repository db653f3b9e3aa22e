import { OperationError, type Request } from '../behavior/request.ts';
import type { Environment, ServiceDefinition } from '../behavior/service-definition.ts';
import { createChance } from '../model/chance.ts';
import { hashOf } from '../model/random.ts';
import { createUsageMetrics } from './llm-gateway-usage.ts';

const cacheHitShare = 0.62;
const providerFailureShare = 0.01;
const models = ['gpt-4o-mini', 'mistral-small'] as const;

/** With no answers from the cache, providers see several times the calls and throttle them. */
const throttledFactor = 1.8;

export const llmGateway: ServiceDefinition = {
  name: 'llm-gateway',
  httpMetrics: 'plain',
  durationBuckets: [0.01, 0.025, 0.1, 0.3, 0.45, 0.6, 0.8, 1, 1.4, 2],
  failureRatio: 0.001,
  failureMessage: 'Completion failed: no worker is free',
  create({ meter, random, conditions, seed }: Environment) {
    const usage = createUsageMetrics(meter, models);
    const isProviderFailing = createChance(random);

    async function complete(request: Request) {
      const model = models[hashOf(seed, request.userId) % models.length] as string;
      const account = hashOf(seed, 'account', request.userId) % 2 === 0 ? 'retail' : 'support';
      const isHit = random.uniform() < cacheHitShare * conditions().cacheHitFactor;
      const seconds = isHit ? await request.work('read cache', { medianMs: 8 }) : await askProvider(request, model);
      if (!isHit && isProviderFailing(providerFailureShare)) {
        usage.recordFailure({ model, account });
        throw new OperationError(503, `Provider of ${model} answered 529: overloaded`);
      }
      const tokens = usage.record({ model, account, isHit, seconds, promptTokens: 300 + 400 * random.uniform() });
      request.log('info', `Completion by ${model} ${isHit ? 'from the cache' : 'from its provider'}, ${tokens} tokens`);
      return { status: 200, body: { model, tokens } };
    }

    function askProvider(request: Request, model: string): Promise<number> {
      const factor = conditions().cacheHitFactor < 0.5 ? throttledFactor : 1;
      return request.work(`complete with ${model}`, { medianMs: 420 * factor, spread: 0.25 });
    }

    return {
      operations: [{ method: 'POST', route: '/v1/chat/completions', statuses: [200, 503], handle: complete }],
    };
  },
};

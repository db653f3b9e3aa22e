import { CallError, OperationError, type Reply, type Request } from '../behavior/request.ts';
import type { ServiceDefinition } from '../behavior/service-definition.ts';
import { createChance } from '../model/chance.ts';
import type { Duration } from '../model/duration.ts';

const routing: Duration = { medianMs: 5 };
const rateLimitedShare = 0.004;

export const gateway: ServiceDefinition = {
  name: 'gateway',
  httpMetrics: 'plain',
  durationBuckets: [0.03, 0.06, 0.12, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5],
  failureRatio: 0.001,
  failureMessage: 'Request rejected: upstream pool has no free connection',
  create({ meter, random }) {
    const rateLimited = meter.counter({
      name: 'rate_limit_exceeded_total',
      help: 'Requests refused because their user sent too many.',
      labelNames: ['route'],
      known: [{ route: '/api/assistant' }],
    });
    const isOverQuota = createChance(random);

    async function listProducts(request: Request): Promise<Reply> {
      await request.work('route', routing);
      return ok(await request.call('catalog', { method: 'GET', path: '/products' }));
    }

    async function listOrders(request: Request): Promise<Reply> {
      await request.work('route', routing);
      return ok(await request.call('orders', { method: 'GET', path: '/orders' }));
    }

    async function checkout(request: Request): Promise<Reply> {
      await request.work('route', routing);
      const product = await request.call('catalog', { method: 'GET', path: '/products/p-17' });
      const order = await request.call('orders', { method: 'POST', path: '/orders', body: { product: 'p-17' } });
      const isScheduled = await scheduleFulfilment(request);
      request.log('info', `Checkout completed, fulfilment ${isScheduled ? 'scheduled' : 'to be scheduled by hand'}`);
      return ok({ product, order, isScheduled });
    }

    async function scheduleFulfilment(request: Request): Promise<boolean> {
      try {
        await request.call('ai-engine', { method: 'POST', path: '/predictions', body: { action: 'fulfil' } });
        return true;
      } catch (error) {
        if (!(error instanceof CallError)) {
          throw error;
        }
        request.log('warn', `Checkout goes on without a prediction: ${error.message}`);
        return false;
      }
    }

    async function assist(request: Request): Promise<Reply> {
      await request.work('route', routing);
      if (isOverQuota(rateLimitedShare)) {
        rateLimited.add({ route: '/api/assistant' });
        throw new OperationError(429, 'Rate limit of 20 assistant requests per minute exceeded');
      }
      return ok(await request.call('ai-engine', { method: 'POST', path: '/predictions', body: {} }));
    }

    return {
      operations: [
        { method: 'GET', route: '/api/products', statuses: [200, 502], handle: listProducts },
        { method: 'GET', route: '/api/orders', statuses: [200, 502], handle: listOrders },
        { method: 'POST', route: '/api/checkout', statuses: [200, 502], handle: checkout },
        { method: 'POST', route: '/api/assistant', statuses: [200, 429, 502], handle: assist },
      ],
    };
  },
};

function ok(body: Reply['body']): Reply {
  return { status: 200, body };
}

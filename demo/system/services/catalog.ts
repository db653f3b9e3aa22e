import type { Request } from '../behavior/request.ts';
import type { ServiceDefinition } from '../behavior/service-definition.ts';

export const catalog: ServiceDefinition = {
  name: 'catalog',
  httpMetrics: 'plain',
  durationBuckets: [0.01, 0.02, 0.035, 0.05, 0.075, 0.15, 0.5],
  failureRatio: 0.004,
  failureMessage: 'Query on products failed: canceling statement due to lock timeout',
  create() {
    async function list(request: Request) {
      await request.work('SELECT products', { medianMs: 24 });
      return { status: 200, body: { products: ['p-16', 'p-17', 'p-18'] } };
    }

    async function read(request: Request) {
      await request.work('SELECT products by id', { medianMs: 10 });
      return { status: 200, body: { product: request.parameters['id'] ?? '', price: 19.9 } };
    }

    return {
      operations: [
        { method: 'GET', route: '/products', statuses: [200], handle: list },
        { method: 'GET', route: '/products/:id', statuses: [200], handle: read },
      ],
    };
  },
};

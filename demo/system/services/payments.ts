import type { Request } from '../behavior/request.ts';
import type { ServiceDefinition } from '../behavior/service-definition.ts';
import { trafficLevelAt } from '../model/traffic.ts';
import { hashOf } from '../model/random.ts';
import { createHeap } from './payments-heap.ts';

const slowPaymentSeconds = 0.4;

/** Has the shape of a Spring Boot application with Micrometer. */
export const payments: ServiceDefinition = {
  name: 'payments',
  httpMetrics: 'spring',
  durationBuckets: [0.045, 0.065, 0.09, 0.12, 0.16, 0.22, 0.4, 0.7, 1, 1.5, 2.5],
  failureRatio: 0.004,
  failureMessage: 'Payment failed: card processor closed the connection',
  create({ meter, seed, now, conditions, log }) {
    const heap = createHeap({ meter, seed, now, conditions, log });
    meter.level({ name: 'process_cpu_usage', help: 'CPU usage of the Java virtual machine process' }, (timeMs) => {
      const noise = hashOf(seed, 'cpu', Math.floor(timeMs / 5000)) / 2 ** 32;
      return 0.03 + 0.09 * trafficLevelAt(seed, timeMs) + 0.02 * noise + 0.05 * heap.pressure();
    });

    async function pay(request: Request) {
      const seconds = await request.work('authorize card', { medianMs: 85 });
      if (seconds > slowPaymentSeconds) {
        request.log('warn', `Card processor answered slowly: ${Math.round(seconds * 1000)} ms`);
      }
      request.log('info', 'Payment captured');
      return { status: 201, body: { payment: 'captured' } };
    }

    return {
      operations: [{ method: 'POST', route: '/payments', statuses: [201], handle: pay }],
      jobs: [{ everyMs: 1000, run: heap.tick }],
    };
  },
};

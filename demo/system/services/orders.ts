import type { Request } from '../behavior/request.ts';
import type { ServiceDefinition } from '../behavior/service-definition.ts';
import { createChance } from '../model/chance.ts';
import type { Duration } from '../model/duration.ts';
import { trafficLevelAt } from '../model/traffic.ts';
import { waveAt } from '../model/wave.ts';

const loginFailureShare = 0.015;
const deniedShare = 0.01;
const cacheHitShare = 0.8;
const meanSessions = 240;
const quarterHourMs = 900_000;

export const orders: ServiceDefinition = {
  name: 'orders',
  httpMetrics: 'plain',
  durationBuckets: [0.02, 0.035, 0.06, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1.2, 2.5],
  failureRatio: 0.004,
  failureMessage: 'Transaction rolled back: could not serialize access due to concurrent update',
  create({ meter, random, seed }) {
    const attempts = meter.counter({
      name: 'auth_attempts_total',
      help: 'Authentication attempts by result.',
      labelNames: ['result'],
      known: [{ result: 'success' }, { result: 'failure' }],
    });
    const evaluations = meter.counter({
      name: 'policy_evaluations_total',
      help: 'Policy evaluations by decision.',
      labelNames: ['decision'],
      known: [{ decision: 'allow' }, { decision: 'deny' }],
    });
    const queries = meter.histogram({
      name: 'db_query_duration_seconds',
      help: 'Duration of database queries.',
      labelNames: ['operation'],
      buckets: [0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.25],
      known: [{ operation: 'select' }, { operation: 'insert' }],
    });
    const cacheHits = meter.counter({ name: 'redis_cache_hits_total', help: 'Cache hits.', labelNames: [] });
    const cacheMisses = meter.counter({ name: 'redis_cache_misses_total', help: 'Cache misses.', labelNames: [] });
    meter.level({ name: 'active_sessions_total', help: 'Users with a valid session.' }, (timeMs) =>
      Math.round(
        meanSessions * trafficLevelAt(seed, timeMs) * (1 + 0.05 * waveAt(seed, 'sessions', timeMs, quarterHourMs))
      )
    );
    const isLoginFailing = createChance(random);
    const isDenied = createChance(random);

    function authorize(): void {
      if (isLoginFailing(loginFailureShare)) {
        attempts.add({ result: 'failure' });
      }
      attempts.add({ result: 'success' });
      evaluations.add({ decision: isDenied(deniedShare) ? 'deny' : 'allow' });
    }

    async function query(request: Request, operation: 'select' | 'insert', duration: Duration): Promise<void> {
      const seconds = await request.work(`${operation.toUpperCase()} orders`, duration);
      queries.record({ operation }, seconds);
    }

    async function list(request: Request) {
      authorize();
      if (random.uniform() < cacheHitShare) {
        cacheHits.add({});
        await request.work('GET orders from cache', { medianMs: 12 });
      } else {
        cacheMisses.add({});
        await query(request, 'select', { medianMs: 30 });
      }
      return { status: 200, body: { orders: ['o-1', 'o-2'] } };
    }

    async function place(request: Request) {
      authorize();
      await query(request, 'insert', { medianMs: 18 });
      await request.call('payments', { method: 'POST', path: '/payments', body: { amount: 19.9 } });
      request.log('info', 'Order placed');
      return { status: 201, body: { order: 'o-3' } };
    }

    return {
      operations: [
        { method: 'GET', route: '/orders', statuses: [200], handle: list },
        { method: 'POST', route: '/orders', statuses: [201, 502], handle: place },
      ],
    };
  },
};

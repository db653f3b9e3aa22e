import fastifyPlugin from 'fastify-plugin';
import type { ServiceConfig } from '../config.ts';
import { ServiceError } from '../errors.ts';
import type { LoadMonitor } from '../load-monitor.ts';
import type { ServiceMetrics } from '../metrics.ts';

export interface OverloadOptions {
  limits: Pick<ServiceConfig['webhooks'], 'maxConcurrent' | 'maxEventLoopDelayMs'>;
  load: LoadMonitor;
  metrics: ServiceMetrics;
}

const retryAfterSeconds = 5;

/**
 * Bounds what is taken in at a time on each route of its scope, so that one sender never takes the room of another.
 * Refuses with 503, because Alertmanager repeats after a 5xx and gives up after any 4xx, and before the body is read.
 */
export const overloadPlugin = fastifyPlugin<OverloadOptions>(async (app, { limits, load, metrics }) => {
  const inFlightByRoute = new Map<string, number>();

  const change = (route: string, by: 1 | -1): void => {
    inFlightByRoute.set(route, (inFlightByRoute.get(route) ?? 0) + by);
    metrics.webhooksInFlight.inc(by);
  };

  app.addHook('onRequest', async ({ routeOptions }, reply) => {
    const route = routeOptions.url ?? '';
    const inFlight = inFlightByRoute.get(route) ?? 0;
    if (inFlight >= limits.maxConcurrent) {
      throw refusal(`${inFlight} notifications are being taken in already`);
    }
    const delayMs = load.eventLoopDelayMs();
    if (delayMs > limits.maxEventLoopDelayMs) {
      throw refusal(`the process is ${Math.round(delayMs)} ms behind`);
    }
    change(route, 1);
    reply.raw.once('close', () => change(route, -1));
  });
});

function refusal(reason: string): ServiceError {
  return new ServiceError('overloaded', `${reason}; send it again`, { retryAfterSeconds });
}
